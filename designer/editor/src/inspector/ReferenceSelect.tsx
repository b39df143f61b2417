import type { Control, ReferenceGroup } from "../core/form";
import { named, t } from "../language";
import type { InputAttributes } from "./inputAttributes";

interface ReferenceSelectProps {
  control: Extract<Control, { kind: "reference" }>;
  shared: InputAttributes;
  onChange: (name: string) => void;
}

/** Chooses somebody or something of the company by its label; several kinds are kept apart. */
export function ReferenceSelect({ control, shared, onChange }: ReferenceSelectProps) {
  const { value, groups, chosen, required } = control;
  return (
    <select
      {...shared}
      className="form-select"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{required ? t("choose") : t("none")}</option>
      {value !== "" && !chosen && <option value={value}>{t("gone", { name: value })}</option>}
      {groups.length === 1
        ? groups[0] && <Options group={groups[0]} />
        : groups.map((group) => (
            <optgroup key={group.kind} label={named(`kind_${group.kind}`, group.kind)}>
              <Options group={group} />
            </optgroup>
          ))}
    </select>
  );
}

function Options({ group }: { group: ReferenceGroup }) {
  return group.options.map((option) => (
    <option key={option.name} value={option.name}>
      {option.label}
    </option>
  ));
}
