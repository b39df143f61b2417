import type { FieldSpec, NodeSpec, References } from "./catalogue";
import { findReference, referenceGroups } from "./form";
import type { FlowNode } from "./graph";
import { chosenKeys } from "./outlets";

export interface SummaryPart {
  /** The field's. */
  name: string;
  text: string;
  /** A required setting that nobody has made yet: `text` is the field's label. */
  missing: boolean;
}

/** What tells one node from another of its type: what it names, and settings that differ from their defaults. */
export function summaryOf(spec: NodeSpec, node: FlowNode, references: References): SummaryPart[] {
  return spec.fields.flatMap((field): SummaryPart[] => {
    const value = node.settings[field.name] ?? field.default;
    const text = isEmpty(value) ? "" : describeValue(field, value, references);
    if (text) return [{ name: field.name, text, missing: false }];
    return field.required && isEmpty(value) ? [{ name: field.name, text: field.label, missing: true }] : [];
  });
}

function describeValue(field: FieldSpec, value: unknown, references: References): string {
  if (field.kind === "reference") {
    const name = String(value);
    return findReference(referenceGroups(field, references), name)?.label ?? name;
  }
  if (field.kind === "keys") return chosenKeys(value).join(" ");
  if (value === field.default || value === field.initial) return "";
  if (field.kind === "choice") {
    return field.options.find((option) => option.value === value)?.label ?? String(value);
  }
  if (field.kind === "number") return field.unit ? `${value} ${field.unit}` : `${field.label} ${value}`;
  if (field.kind === "flag") return value === true ? field.label : "";
  return field.kind === "text" ? String(value) : "";
}

function isEmpty(value: unknown): boolean {
  return value == null || value === "" || (Array.isArray(value) && value.length === 0);
}
