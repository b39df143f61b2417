import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBoxPadding,
  IconClipboard,
  IconCopy,
  IconCopyPlus,
  IconCut,
  IconKeyboard,
  IconNote,
  IconSearch,
  IconSitemap,
  IconTrash,
} from "@tabler/icons-react";
import { useReactFlow } from "@xyflow/react";
import { estimatedSize } from "../core/geometry";
import type { CanvasNode } from "../core/view";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import { ArrangeMenu } from "./ArrangeMenu";
import { Tool } from "./Tool";
import { useMiddle } from "./useMiddle";

export function Toolbar() {
  return (
    <div className="canvas-toolbar" role="toolbar" aria-label={t("editing")}>
      <Steps />
      <span className="canvas-toolbar-gap" />
      <ForTheChosen />
      <span className="canvas-toolbar-gap" />
      <ForTheDrawing />
    </div>
  );
}

function Steps() {
  const { undo, redo } = useEditorStore().getState();
  const drawable = useEditor(mayDraw);
  const canUndo = useEditor((state) => state.history.past.length > 0) && drawable;
  const canRedo = useEditor((state) => state.history.future.length > 0) && drawable;
  return (
    <>
      <Tool icon={IconArrowBackUp} label={t("undo")} keys="Ctrl+Z" disabled={!canUndo} onClick={undo} />
      <Tool icon={IconArrowForwardUp} label={t("redo")} keys="Ctrl+Y" disabled={!canRedo} onClick={redo} />
    </>
  );
}

/** What is done with the selection. What may only be looked at can still be copied. */
function ForTheChosen() {
  const { cut, copy, paste, duplicate, removeSelected, frame } = useEditorStore().getState();
  const drawable = useEditor(mayDraw);
  const anyChosen = useEditor((state) => [...state.nodes, ...state.notes].some((shown) => shown.selected));
  const copyable = useEditor(
    (state) =>
      state.nodes.some((node) => node.selected && !node.data.spec?.entry) ||
      state.notes.some((note) => note.selected),
  );
  const wireChosen = useEditor((state) => state.wires.some((wire) => wire.selected));
  const movable = copyable && drawable;
  const removable = drawable && (copyable || wireChosen);
  return (
    <>
      <Tool icon={IconCut} label={t("cut")} keys="Ctrl+X" disabled={!movable} onClick={cut} />
      <Tool icon={IconCopy} label={t("copy")} keys="Ctrl+C" disabled={!copyable} onClick={copy} />
      <Tool
        icon={IconClipboard}
        label={t("paste")}
        keys="Ctrl+V"
        disabled={!drawable}
        onClick={() => void paste()}
      />
      <Tool
        icon={IconCopyPlus}
        label={t("duplicate")}
        keys="Ctrl+D"
        disabled={!movable}
        onClick={duplicate}
      />
      <Tool icon={IconTrash} label={t("delete")} keys="Del" disabled={!removable} onClick={removeSelected} />
      <span className="canvas-toolbar-gap" />
      <ArrangeMenu />
      <Tool
        icon={IconBoxPadding}
        label={t("frame")}
        keys="G"
        disabled={!anyChosen || !drawable}
        onClick={frame}
      />
    </>
  );
}

function ForTheDrawing() {
  const store = useEditorStore();
  const { getNode } = useReactFlow<CanvasNode>();
  const middle = useMiddle();
  const drawable = useEditor(mayDraw);
  const finding = useEditor((state) => state.finding);
  const { addNote, tidy, find, showDialog } = store.getState();
  const tidyUp = () =>
    void tidy((node) => {
      const { width, height } = getNode(node.id)?.measured ?? {};
      return width && height ? { width, height } : estimatedSize(store.getState().specs, node);
    });
  return (
    <>
      <Tool
        icon={IconNote}
        label={t("addNote")}
        keys="N"
        disabled={!drawable}
        onClick={() => addNote(middle())}
      />
      <Tool icon={IconSitemap} label={t("tidy")} disabled={!drawable} onClick={tidyUp} />
      <Tool
        icon={IconSearch}
        label={t("find")}
        keys="Ctrl+F"
        expanded={finding}
        onClick={() => find(!finding)}
      />
      <Tool icon={IconKeyboard} label={t("help")} keys="?" onClick={() => showDialog("shortcuts")} />
    </>
  );
}
