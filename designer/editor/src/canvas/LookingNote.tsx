import { IconEye } from "@tabler/icons-react";
import { Panel } from "@xyflow/react";
import { t } from "../language";
import { leaveMode } from "../modes/leaveMode";
import { useEditor, useEditorStore } from "../store/editor";

/** Says that the canvas shows another drawing, which can't be drawn in, and leads back to the own one. */
export function LookingNote() {
  const store = useEditorStore();
  const looking = useEditor((state) => state.looking !== null);
  return (
    <Panel position="top-center" className="looking-place">
      <div role="status">
        {looking && (
          <div className="looking-note">
            <IconEye size={18} stroke={1.75} aria-hidden="true" /> <span>{t("lookingOnly")}</span>
            <button type="button" className="btn btn-sm" onClick={() => leaveMode(store)}>
              {t("backToDrawing")}
            </button>
          </div>
        )}
      </div>
    </Panel>
  );
}
