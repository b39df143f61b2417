import { IconAlertTriangle } from "@tabler/icons-react";
import type { ApiError } from "../api/errors";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayPass } from "../store/session";

/** Why the last request failed, and what can be done now. */
export function TroubleBanner() {
  const store = useEditorStore();
  const trouble = useEditor((state) => state.trouble);
  if (!trouble) return null;
  return (
    <div className="trouble" role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" />
      <span>{troubleText(trouble)}</span>
      {trouble.trouble === "session" && (
        <a className="btn btn-sm" href={window.location.href} target="_blank" rel="noreferrer">
          {t("signIn")}
        </a>
      )}
      {trouble.trouble === "conflict" && (
        <button type="button" className="btn btn-sm" onClick={() => store.getState().showDialog("conflict")}>
          {t("details")}
        </button>
      )}
      {mayPass(trouble.trouble) && (
        <button type="button" className="btn btn-sm" onClick={() => void store.getState().save()}>
          {t("retry")}
        </button>
      )}
    </div>
  );
}

export function troubleText({ trouble, message }: ApiError): string {
  return t(`error_${trouble}`, { message });
}
