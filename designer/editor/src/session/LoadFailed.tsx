import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { troubleText } from "./TroubleBanner";

export function LoadFailed() {
  const store = useEditorStore();
  const trouble = useEditor((state) => state.trouble);
  return (
    <div className="editor-wait" role="alert">
      <strong>{t("loadFailed")}</strong>
      {trouble && <span>{troubleText(trouble)}</span>}
      <button type="button" className="btn btn-primary" onClick={() => void store.getState().load()}>
        {t("retry")}
      </button>
    </div>
  );
}
