// What is in a form, how it gets back into one, and when.

export interface Field {
  name: string;
  value: string;
}

export interface SentForm {
  page: string;
  person: string;
  action: string;
  place: number;
  fields: Field[];
  /** Whether the server said that it did not take them. */
  isLost: boolean;
}

/** What of an input, a select or a textarea counts. */
export interface Control {
  name: string;
  type: string;
  value: string;
  checked?: boolean;
  options?: Iterable<{ value: string; selected: boolean }>;
  dispatchEvent(event: Event): boolean;
}

export interface Fields {
  elements: Iterable<unknown>;
}

/** The page that is looked at. *person* is "" while nobody is signed in; *wasNotTaken* is of the form that is kept. */
export interface Here {
  page: string;
  person: string;
  wasNotTaken: boolean;
}

/** What waits on, and what comes back into its form now. */
export interface Outcome {
  waits: SentForm | null;
  comesBack: SentForm | null;
}

const NOTHING: Outcome = { waits: null, comesBack: null };
const NEVER = new Set(["password", "file", "submit", "button", "image", "reset", "fieldset", "output"]);

/** What was taken is forgotten, and what is another person's, too. What was lost waits until its page is seen again. */
export function outcome(kept: SentForm | null, here: Here): Outcome {
  const isLost = kept?.isLost || here.wasNotTaken;
  if (!kept || !isLost) return NOTHING;
  if (here.person === "") return { waits: { ...kept, isLost }, comesBack: null };
  if (here.person !== kept.person) return NOTHING;
  if (here.page === kept.page) return { waits: null, comesBack: kept };
  return { waits: { ...kept, isLost }, comesBack: null };
}

function controls(form: Fields): Control[] {
  return ([...form.elements] as Control[]).filter(
    (each) => each.name && each.name !== "csrf_token" && !NEVER.has(each.type),
  );
}

function values(control: Control): string[] {
  if (control.options) return [...control.options].filter((each) => each.selected).map((each) => each.value);
  if (isBox(control)) return control.checked ? [control.value] : [];
  return [control.value];
}

function isBox(control: Control): boolean {
  return control.type === "checkbox" || control.type === "radio";
}

/** All that was typed or chosen, neither passwords nor files; nothing, if the form has only buttons. */
export function read(form: Fields): Field[] {
  const all = controls(form);
  if (all.every((each) => each.type === "hidden")) return [];
  return all.flatMap((each) => values(each).map((value) => ({ name: each.name, value })));
}

/** Fields of the same name in their order. What is listened to is told, so that what is drawn from it follows. */
export function fill(form: Fields, fields: Field[]): void {
  const left = new Map<string, string[]>();
  for (const { name, value } of fields) left.set(name, [...(left.get(name) ?? []), value]);
  for (const control of controls(form)) {
    const mine = left.get(control.name) ?? [];
    if (isBox(control)) control.checked = mine.includes(control.value);
    else if (control.options) for (const each of control.options) each.selected = mine.includes(each.value);
    else if (mine.length > 0) control.value = mine.shift() as string;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
