import { lazy, Suspense } from "react";
import { type Control, kindOf, plainName, type ReferenceGroup } from "../core/form";
import { named, t } from "../language";
import type { Shared } from "./FieldControl";

const ReferenceDetails = lazy(() => import("./ReferenceDetails"));

interface ReferenceSelectProps {
  control: Extract<Control, { kind: "reference" }>;
  shared: Shared;
  onChange: (name: string) => void;
}

/** Chooses somebody or something of the company by its label; several kinds are kept apart. */
export function ReferenceSelect({ control, shared, onChange }: ReferenceSelectProps) {
  const { value, groups, chosen, required } = control;
  const kind = kindOf(groups, value);
  return (
    <>
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
      {kind !== undefined && (
        <Suspense fallback={null}>
          <ReferenceDetails
            key={value}
            kind={kind}
            name={chosen ? plainName(groups, value) : ""}
            onChoose={(name) => onChange(groups.length > 1 ? `${kind}:${name}` : name)}
          />
        </Suspense>
      )}
      {chosen?.text && <blockquote className="inspector-quote">{chosen.text}</blockquote>}
    </>
  );
}

function Options({ group }: { group: ReferenceGroup }) {
  return group.options.map((option) => (
    <option key={option.name} value={option.name}>
      {option.label}
    </option>
  ));
}
