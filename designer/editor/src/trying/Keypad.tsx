import { useEffect, useRef } from "react";
import { t } from "../language";
import { useEditorStore } from "../store/editor";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/** Has the focus when the call begins, so that the keyboard presses its keys. */
export function Keypad() {
  const store = useEditorStore();
  const pad = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    pad.current?.focus({ preventScroll: true });
  }, []);
  const { pressKey } = store.getState();
  return (
    <fieldset
      ref={pad}
      className="try-keypad"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys of the keyboard
      tabIndex={0}
      aria-label={t("tryKeypad")}
      onKeyDown={(event) => {
        const withControl = event.ctrlKey || event.metaKey || event.altKey;
        if (withControl || event.repeat || !KEYS.includes(event.key)) return;
        event.preventDefault();
        void pressKey(event.key);
      }}
    >
      {KEYS.map((key) => (
        <button key={key} type="button" aria-label={t("key", { key })} onClick={() => void pressKey(key)}>
          {key}
        </button>
      ))}
    </fieldset>
  );
}
