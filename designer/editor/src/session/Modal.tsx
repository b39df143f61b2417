import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { t } from "../language";

interface ModalProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** The buttons that answer it. */
  actions?: ReactNode;
}

/** A dialog of the browser's own: it holds the focus, and Escape closes it. */
export function Modal({ title, onClose, children, actions }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="editor-modal" aria-labelledby={heading} onCancel={onClose}>
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" className="btn-icon" aria-label={t("close")} onClick={onClose}>
          <IconX size={18} aria-hidden="true" />
        </button>
      </header>
      <div className="editor-modal-body">{children}</div>
      {actions && <footer>{actions}</footer>}
    </dialog>
  );
}
