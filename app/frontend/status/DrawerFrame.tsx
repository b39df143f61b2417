// A drawer at the side of Status: Escape, the button and a click beside it close it.
import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "./icons";
import { say } from "./words";

interface Frame {
  id: string;
  title: string;
  help: string;
  fault: string;
  close: () => void;
  children: ReactNode;
}

export function DrawerFrame({ id, title, help, fault, close, children }: Frame) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className="drawer"
      aria-labelledby={id}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="drawer-head">
        <h2 id={id}>{title}</h2>
        <button
          type="button"
          className="btn btn-bare btn-small btn-square last"
          aria-label={say("close")}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <p className="soft small">{help}</p>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      {children}
    </dialog>
  );
}
