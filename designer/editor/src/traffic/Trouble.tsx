import { IconAlertTriangle } from "@tabler/icons-react";
import { t } from "../language";

/** Says what went wrong, and offers to try it again. */
export function Trouble({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <div className="traffic-trouble" role="alert">
      <p>
        <IconAlertTriangle size={16} aria-hidden="true" /> {text}
      </p>
      <button type="button" className="btn btn-sm" onClick={onRetry}>
        {t("retry")}
      </button>
    </div>
  );
}
