/** Catalogue entry and settings -> the controls of the inspector. Knows kinds of fields, never types of nodes. */
import type { FieldSpec, NodeSpec, Option, Reference, References } from "./catalogue";
import { chosenKeys } from "./outlets";

/** What a person can see to be wrong before the server says so; the words are in i18n.ts. */
export interface Hint {
  code: "required" | "too_low" | "too_high" | "no_keys" | "unknown_choice" | "gone";
  limit?: number;
}

export interface ReferenceGroup {
  kind: string;
  options: Reference[];
}

interface Base {
  name: string;
  label: string;
  help: string;
  required: boolean;
  hint: Hint | null;
}

export type Control = Base &
  (
    | { kind: "text"; value: string; lines: number; example: string }
    | { kind: "number"; value: number | null; unit: string; low: number | null; high: number | null }
    | { kind: "choice"; value: string; options: readonly Option[] }
    | { kind: "flag"; value: boolean }
    | { kind: "keys"; value: string[] }
    | { kind: "reference"; value: string; groups: ReferenceGroup[]; chosen: Reference | null }
    | { kind: "other"; value: unknown }
  );

export const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

export function controlsFor(
  spec: NodeSpec,
  settings: Readonly<Record<string, unknown>>,
  references: References,
): Control[] {
  return spec.fields.map((field) => control(field, settings[field.name] ?? field.default, references));
}

function control(field: FieldSpec, value: unknown, references: References): Control {
  const { name, label, help, required } = field;
  const base = { name, label, help, required };
  switch (field.kind) {
    case "text": {
      const text = asText(value);
      const { lines, example } = field;
      return { ...base, kind: "text", value: text, lines, example, hint: missing(field, text) };
    }
    case "number": {
      const number = typeof value === "number" ? value : null;
      const { unit, low, high } = field;
      return { ...base, kind: "number", value: number, unit, low, high, hint: numberHint(field, number) };
    }
    case "choice": {
      const chosen = asText(value);
      const known = field.options.some((option) => option.value === chosen);
      const hint: Hint | null = known || chosen === "" ? missing(field, chosen) : { code: "unknown_choice" };
      return { ...base, kind: "choice", value: chosen, options: field.options, hint };
    }
    case "flag":
      return { ...base, kind: "flag", value: value === true, hint: null };
    case "keys": {
      const keys = chosenKeys(value);
      return {
        ...base,
        kind: "keys",
        value: keys,
        hint: required && keys.length === 0 ? { code: "no_keys" } : null,
      };
    }
    case "reference": {
      const name = asText(value);
      const groups = referenceGroups(field, references);
      const chosen = findReference(groups, name);
      const hint: Hint | null = name !== "" && !chosen ? { code: "gone" } : missing(field, name);
      return { ...base, kind: "reference", value: name, groups, chosen, hint };
    }
    default:
      return { ...base, kind: "other", value, hint: null };
  }
}

/** What a reference field offers, by kind; the names are written as the setting holds them. */
export function referenceGroups(field: FieldSpec, references: References): ReferenceGroup[] {
  const several = field.refers_to.length > 1;
  return field.refers_to.map((kind) => ({
    kind,
    options: (references[kind] ?? []).map((option) =>
      several ? { ...option, name: `${kind}:${option.name}` } : option,
    ),
  }));
}

export function findReference(groups: readonly ReferenceGroup[], name: string): Reference | null {
  for (const group of groups) {
    const found = group.options.find((option) => option.name === name);
    if (found) return found;
  }
  return null;
}

/** The kind that a reference is of; while nothing is chosen, the only one that there is. */
export function kindOf(groups: readonly ReferenceGroup[], name: string): string | undefined {
  const holder = groups.find((group) => group.options.some((option) => option.name === name));
  return holder?.kind ?? (groups.length === 1 ? groups[0]?.kind : undefined);
}

/** A reference's name in the company, without the kind that a field of several kinds writes before it. */
export function plainName(groups: readonly ReferenceGroup[], name: string): string {
  return groups.length > 1 ? name.slice(name.indexOf(":") + 1) : name;
}

/** Whether a text is to be an address of the web, going by what would be right. */
export function isAddress({ example }: { example: string }): boolean {
  return /^https?:\/\//.test(example);
}

/** Reads what a person typed; undefined when it is no number. */
export function readNumber(text: string): number | undefined {
  if (!/^\s*-?\d+([.,]\d+)?\s*$/.test(text)) return undefined;
  return Number(text.trim().replace(",", "."));
}

/** The chosen keys after one was pressed, in the order of a key pad that counts from 1. */
export function toggleKey(keys: readonly string[], key: string): string[] {
  const order = "1234567890*#";
  const next = keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key];
  return next.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

function numberHint({ low, high, required }: FieldSpec, value: number | null): Hint | null {
  if (value === null) return required ? { code: "required" } : null;
  if (low !== null && value < low) return { code: "too_low", limit: low };
  if (high !== null && value > high) return { code: "too_high", limit: high };
  return null;
}

function missing(field: FieldSpec, text: string): Hint | null {
  return field.required && text.trim() === "" ? { code: "required" } : null;
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
