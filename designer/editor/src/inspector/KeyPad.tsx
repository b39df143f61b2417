import { type KeyboardEvent, useState } from "react";
import { KEYS, toggleKey } from "../core/form";
import { t } from "../language";

interface KeyPadProps {
  label: string;
  keys: readonly string[];
  onChange: (keys: string[]) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -3, ArrowDown: 3 };

/** The keys of a telephone, each pressed or not: one stop for Tab. Arrows lead around; a key that is typed is pressed. */
export function KeyPad({ label, keys, onChange }: KeyPadProps) {
  const [at, setAt] = useState<string>(keys[0] ?? KEYS[0]);
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const places: readonly string[] = KEYS;
    const step = STEPS[event.key];
    const key = step === undefined ? event.key : places[places.indexOf(at) + step];
    if (step === undefined && !places.includes(event.key)) return;
    event.preventDefault();
    if (key === undefined) return;
    event.currentTarget.querySelectorAll<HTMLElement>("button")[places.indexOf(key)]?.focus();
    if (step === undefined) onChange(toggleKey(keys, key));
  };
  return (
    <div className="key-pad" role="toolbar" aria-label={label} onKeyDown={press}>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          className="key-pad-key"
          tabIndex={key === at ? 0 : -1}
          aria-pressed={keys.includes(key)}
          aria-label={t("key", { key })}
          onFocus={() => setAt(key)}
          onClick={() => onChange(toggleKey(keys, key))}
        >
          {key}
        </button>
      ))}
    </div>
  );
}
