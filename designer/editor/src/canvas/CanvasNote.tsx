import { IconEye, IconHandClick } from "@tabler/icons-react";
import { Panel } from "@xyflow/react";
import type { ComponentProps } from "react";
import { t } from "../language";
import { leaveMode } from "../modes/leaveMode";
import { useEditor, useEditorStore } from "../store/editor";

/** Says when the canvas is about something else than drawing, and leads back: it shows another drawing, or a wire waits. */
export function CanvasNote() {
  const store = useEditorStore();
  const looking = useEditor((state) => state.looking !== null);
  const wiring = useEditor((state) => state.wiring !== null);
  return (
    <Panel position="top-center" className="canvas-note-place">
      <div role="status">
        {looking ? (
          <Note
            icon={IconEye}
            text={t("lookingOnly")}
            way={t("backToDrawing")}
            leave={() => leaveMode(store)}
          />
        ) : wiring ? (
          <Note
            icon={IconHandClick}
            text={t("tapTarget")}
            way={t("cancel")}
            leave={() => store.getState().endWire()}
          />
        ) : null}
      </div>
    </Panel>
  );
}

interface NoteProps {
  icon: typeof IconEye;
  text: string;
  way: string;
  leave: ComponentProps<"button">["onClick"];
}

function Note({ icon: Icon, text, way, leave }: NoteProps) {
  return (
    <div className="canvas-note">
      <Icon size={18} stroke={1.75} aria-hidden="true" /> <span>{text}</span>
      <button type="button" className="btn btn-sm" onClick={leave}>
        {way}
      </button>
    </div>
  );
}
