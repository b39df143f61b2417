import { KEYS, toggleKey } from "../core/form";
import { t } from "../language";

interface KeyPadProps {
  label: string;
  keys: readonly string[];
  onChange: (keys: string[]) => void;
}

/** The keys of a telephone, each pressed or not. */
export function KeyPad({ label, keys, onChange }: KeyPadProps) {
  return (
    <fieldset className="key-pad" aria-label={label}>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          className="key-pad-key"
          aria-pressed={keys.includes(key)}
          aria-label={t("key", { key })}
          onClick={() => onChange(toggleKey(keys, key))}
        >
          {key}
        </button>
      ))}
    </fieldset>
  );
}
