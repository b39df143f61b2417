import { useId } from "react";
import { type Control, type Hint, isAddress } from "../core/form";
import type { Diagnostic } from "../core/problems";
import { named, t } from "../language";
import { useEditor } from "../store/editor";
import { mayDraw } from "../store/overlay";
import type { InputAttributes } from "./inputAttributes";
import { KeyPad } from "./KeyPad";
import { NumberInput } from "./NumberInput";
import { ProblemList } from "./ProblemList";
import { ReferenceMore } from "./ReferenceMore";
import { ReferenceSelect } from "./ReferenceSelect";

export interface FieldControlProps {
  control: Control;
  problems: readonly Diagnostic[];
  onChange: (value: unknown) => void;
}

/** One setting with its label, help and faults. What the server found comes before our own hint. */
export function FieldControl({ control, problems, onChange }: FieldControlProps) {
  const id = useId();
  const drawable = useEditor(mayDraw);
  const help = control.help ? `${id}-help` : undefined;
  const faulty = problems.length > 0 || control.hint !== null;
  const described = [help, faulty ? `${id}-problems` : undefined].filter(Boolean).join(" ") || undefined;
  const shared = { id, "aria-describedby": described, "aria-invalid": faulty || undefined };
  const className = faulty ? "inspector-field is-faulty" : "inspector-field";
  return (
    <div className={className}>
      <FieldLabel control={control} id={id} />
      <fieldset className="inspector-setting" disabled={!drawable}>
        <Input control={control} shared={shared} onChange={onChange} />
      </fieldset>
      {control.kind === "reference" && <ReferenceMore control={control} onChange={onChange} />}
      {control.help && (
        <div id={help} className="form-hint">
          {control.help}
        </div>
      )}
      <div id={`${id}-problems`}>
        {problems.length > 0 ? (
          <ProblemList problems={problems} />
        ) : (
          control.hint && <p className="inspector-hint">{hintText(control.hint)}</p>
        )}
      </div>
    </div>
  );
}

function FieldLabel({ control, id }: { control: Control; id: string }) {
  if (control.kind === "flag") return null;
  const className = control.required ? "form-label required" : "form-label";
  if (control.kind === "keys" || control.kind === "other")
    return (
      <span id={`${id}-label`} className={className}>
        {control.label}
      </span>
    );
  return (
    <label className={className} htmlFor={id}>
      {control.label}
    </label>
  );
}

interface InputProps {
  control: Control;
  shared: InputAttributes;
  onChange: (value: unknown) => void;
}

function Input({ control, shared, onChange }: InputProps) {
  switch (control.kind) {
    case "text": {
      const { value, example } = control;
      const rest = { className: "form-control", value, placeholder: example };
      return control.lines > 1 ? (
        <textarea
          {...shared}
          {...rest}
          rows={control.lines}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          {...rest}
          type={isAddress(control) ? "url" : "text"}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    }
    case "number":
      return <NumberInput control={control} shared={shared} onChange={onChange} />;
    case "choice":
      return (
        <select
          {...shared}
          className="form-select"
          value={control.value}
          onChange={(event) => onChange(event.target.value)}
        >
          {!control.options.some((option) => option.value === control.value) && (
            <option value={control.value}>{control.value || t("choose")}</option>
          )}
          {control.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    case "flag":
      return (
        <label className="form-check form-switch inspector-switch">
          <input
            {...shared}
            type="checkbox"
            className="form-check-input"
            checked={control.value}
            onChange={(event) => onChange(event.target.checked)}
          />
          <span className="form-check-label">{control.label}</span>
        </label>
      );
    case "keys":
      return <KeyPad label={control.label} keys={control.value} onChange={onChange} />;
    case "reference":
      return <ReferenceSelect control={control} shared={shared} onChange={onChange} />;
    case "other":
      return (
        <>
          <code className="inspector-raw">{JSON.stringify(control.value)}</code>
          <div className="form-hint">{t("unknownField")}</div>
        </>
      );
  }
}

function hintText({ code, limit }: Hint): string {
  return limit === undefined
    ? named(`hint_${code}`, code)
    : t(code === "too_low" ? "hint_too_low" : "hint_too_high", { limit });
}
