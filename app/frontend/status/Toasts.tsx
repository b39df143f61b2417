// What came of an act, at the top of the page; Undo is there for eight seconds.
import { useEffect } from "react";
import { useStore } from "zustand";
import { toast, toasts } from "./acts";
import { Icon } from "./icons";
import { say } from "./words";

const SHOWN_MS = 8_000;

export function Toasts() {
  const { shown, key } = useStore(toasts);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => toast(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div role="status">
      {shown && (
        <div key={key} className={`wall-toast ${shown.isFault ? "is-act" : ""}`}>
          {shown.isFault && <Icon name="act" />}
          <span>{shown.text}</span>
          {shown.undo && (
            <button
              type="button"
              className="btn btn-small"
              onClick={() => {
                shown.undo?.();
                toast(null);
              }}
            >
              {say("undo")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
