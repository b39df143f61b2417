import { IconAlertTriangle, IconCircleCheck, IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import type { Toast } from "../store/shape/session";

const SHOWN_MS = 8000;

export function Toasts() {
  const toasts = useEditor((state) => state.toasts);
  return (
    <section className="toasts" aria-label={t("messages")} aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

/** Good news leaves by itself; everything else waits to be dismissed. */
function ToastCard({ toast: { id, tone, text } }: { toast: Toast }) {
  const store = useEditorStore();
  useEffect(() => {
    if (tone !== "success") return;
    const timer = window.setTimeout(() => store.getState().dismiss(id), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [store, id, tone]);
  const Icon = tone === "success" ? IconCircleCheck : IconAlertTriangle;
  return (
    <div className={`editor-toast is-${tone}`}>
      <Icon size={20} aria-hidden="true" />
      <span>{text}</span>
      <button
        type="button"
        className="btn-icon"
        aria-label={t("dismiss")}
        onClick={() => store.getState().dismiss(id)}
      >
        <IconX size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
