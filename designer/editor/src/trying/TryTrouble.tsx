import { t } from "../language";
import { why } from "../session/why";
import { useEditor, useEditorStore } from "../store/editor";

/** Why the server did not tell what becomes of the call. What was pressed is kept for the next time. */
export function TryTrouble() {
  const store = useEditorStore();
  const trouble = useEditor((state) => state.tryTrouble);
  const placed = useEditor((state) => state.tried !== null);
  if (!trouble) return null;
  return (
    <div className="try-note is-fault" role="alert">
      <div>
        <p>{t("tryFailed", { why: why(trouble) })}</p>
        {placed && (
          <button type="button" className="btn btn-sm" onClick={() => void store.getState().askAgain()}>
            {t("retry")}
          </button>
        )}
      </div>
    </div>
  );
}
