// What is in a form, and how it gets back into one.

export interface Field {
  name: string;
  value: string;
}

export interface KeptForm {
  page: string;
  person: string;
  action: string;
  place: number;
  fields: Field[];
  /** Whether the server said that it did not take them. */
  isLost: boolean;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const NEVER = new Set(["password", "file", "submit", "button", "image", "reset"]);

function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (each): each is Control =>
      (each instanceof HTMLInputElement ||
        each instanceof HTMLSelectElement ||
        each instanceof HTMLTextAreaElement) &&
      each.name !== "" &&
      each.name !== "csrf_token" &&
      !NEVER.has(each.type),
  );
}

function values(control: Control): string[] {
  if (control instanceof HTMLSelectElement) return [...control.selectedOptions].map((each) => each.value);
  if (isBox(control)) return control.checked ? [control.value] : [];
  return [control.value];
}

function isBox(control: Control): control is HTMLInputElement {
  return control.type === "checkbox" || control.type === "radio";
}

/** All that was typed or chosen, neither passwords nor files; nothing, if the form has only buttons. */
export function read(form: HTMLFormElement): Field[] {
  const all = controls(form);
  if (all.every((each) => each.type === "hidden")) return [];
  return all.flatMap((each) => values(each).map((value) => ({ name: each.name, value })));
}

/** Fields of the same name in their order. What is listened to is told, so that what is drawn from it follows. */
export function fill(form: HTMLFormElement, fields: Field[]): void {
  const left = new Map<string, string[]>();
  for (const { name, value } of fields) left.set(name, [...(left.get(name) ?? []), value]);
  for (const control of controls(form)) {
    const mine = left.get(control.name) ?? [];
    if (isBox(control)) control.checked = mine.includes(control.value);
    else if (control instanceof HTMLSelectElement)
      for (const each of control.options) each.selected = mine.includes(each.value);
    else if (mine.length > 0) control.value = mine.shift() as string;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
