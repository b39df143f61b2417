import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconClipboard,
  IconCopy,
  IconCopyPlus,
  IconKeyboard,
  type IconProps,
  IconSitemap,
  IconTrash,
} from "@tabler/icons-react";
import { useReactFlow } from "@xyflow/react";
import type { ComponentType } from "react";
import { estimatedSize } from "../core/geometry";
import type { CanvasNode } from "../core/view";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";

export function Toolbar() {
  const store = useEditorStore();
  const { getNode } = useReactFlow<CanvasNode>();
  const canUndo = useEditor((state) => state.history.past.length > 0);
  const canRedo = useEditor((state) => state.history.future.length > 0);
  const nodeChosen = useEditor((state) =>
    state.nodes.some((node) => node.selected && !node.data.spec?.entry),
  );
  const wireChosen = useEditor((state) => state.wires.some((wire) => wire.selected));
  const { undo, redo, copy, paste, duplicate, removeSelected, tidy, showDialog } = store.getState();
  const tidyUp = () =>
    void tidy((node) => {
      const { width, height } = getNode(node.id)?.measured ?? {};
      return width && height ? { width, height } : estimatedSize(store.getState().specs, node);
    });
  return (
    <div className="canvas-toolbar" role="toolbar" aria-label={t("editing")}>
      <Tool icon={IconArrowBackUp} label={t("undo")} keys="Ctrl+Z" disabled={!canUndo} onClick={undo} />
      <Tool icon={IconArrowForwardUp} label={t("redo")} keys="Ctrl+Y" disabled={!canRedo} onClick={redo} />
      <span className="canvas-toolbar-gap" />
      <Tool icon={IconCopy} label={t("copy")} keys="Ctrl+C" disabled={!nodeChosen} onClick={copy} />
      <Tool icon={IconClipboard} label={t("paste")} keys="Ctrl+V" onClick={paste} />
      <Tool
        icon={IconCopyPlus}
        label={t("duplicate")}
        keys="Ctrl+D"
        disabled={!nodeChosen}
        onClick={duplicate}
      />
      <Tool
        icon={IconTrash}
        label={t("delete")}
        keys="Del"
        disabled={!nodeChosen && !wireChosen}
        onClick={removeSelected}
      />
      <span className="canvas-toolbar-gap" />
      <Tool icon={IconSitemap} label={t("tidy")} onClick={tidyUp} />
      <Tool icon={IconKeyboard} label={t("help")} keys="?" onClick={() => showDialog("shortcuts")} />
    </div>
  );
}

interface ToolProps {
  icon: ComponentType<IconProps>;
  label: string;
  keys?: string;
  disabled?: boolean;
  onClick: () => void;
}

function Tool({ icon: Icon, label, keys, disabled = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className="canvas-tool"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={18} stroke={1.75} aria-hidden="true" />
    </button>
  );
}
