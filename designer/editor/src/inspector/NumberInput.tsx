import { useState } from "react";
import { type Control, readNumber } from "../core/form";
import { partsOf } from "../core/span";
import { t } from "../language";
import type { InputAttributes } from "./inputAttributes";

interface NumberInputProps {
  control: Extract<Control, { kind: "number" }>;
  shared: InputAttributes;
  /** How far an arrow key goes. */
  step?: number;
  onChange: (value: number) => void;
}

/** A number with its unit. What is typed stays as it is; only a number becomes the setting. */
export function NumberInput({ control, shared, step: stride = 1, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (control.value === null ? "" : String(control.value));
  const unreadable = typed !== null && readNumber(typed) === undefined;
  const span = control.unit === "s" && !unreadable ? spanText(control.value) : null;
  const step = (by: number) => {
    const next = (control.value ?? control.low ?? 0) + by;
    setTyped(null);
    onChange(Math.min(control.high ?? next, Math.max(control.low ?? next, next)));
  };
  return (
    <>
      <div className="input-group input-group-flat inspector-number">
        <input
          {...shared}
          className="form-control"
          inputMode="decimal"
          role="spinbutton"
          aria-valuenow={control.value ?? undefined}
          aria-valuemin={control.low ?? undefined}
          aria-valuemax={control.high ?? undefined}
          aria-invalid={unreadable || shared["aria-invalid"]}
          autoComplete="off"
          value={text}
          onBlur={() => setTyped(null)}
          onKeyDown={(event) => {
            const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            step(by * stride);
          }}
          onChange={(event) => {
            setTyped(event.target.value);
            const number = readNumber(event.target.value);
            if (number !== undefined) onChange(number);
          }}
        />
        {control.unit && <span className="input-group-text">{control.unit}</span>}
      </div>
      {span && <p className="inspector-span">= {span}</p>}
      {unreadable && <p className="inspector-hint">{t("hint_number")}</p>}
    </>
  );
}

/** 150 seconds as "2 min 30 s"; null for a span that reads well as it is. */
function spanText(seconds: number | null): string | null {
  const parts = partsOf(seconds);
  if (!parts) return null;
  const { hours, minutes, seconds: rest } = parts;
  return [
    hours > 0 && t("span_hours", { count: hours }),
    minutes > 0 && t("span_minutes", { count: minutes }),
    rest > 0 && t("span_seconds", { count: rest }),
  ]
    .filter(Boolean)
    .join(" ");
}
