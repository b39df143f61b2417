// A group: members are added by name or extension, and taken out; sortable.ts moves them.
import "./groups.css";
import { filled, found } from "./members";

function manage(form: HTMLFormElement): void {
  const list = form.querySelector<HTMLElement>("[data-sortable]");
  const template = form.querySelector<HTMLTemplateElement>("template[data-line]");
  const field = form.querySelector<HTMLInputElement>("[data-add-field]");
  const options = form.querySelectorAll<HTMLOptionElement>("#people option");
  const said = form.querySelector<HTMLElement>("[data-said]");
  const count = form.querySelector<HTMLElement>("[data-count]");
  if (!list || !template || !field || !said || !count) return;
  const words = template.dataset;

  const say = (text = "", name = ""): void => {
    said.textContent = text.replace("{name}", name);
    count.textContent = String(list.children.length);
  };

  const add = (): void => {
    const people = [...options].map((option) => ({ id: option.dataset.id ?? "", text: option.value }));
    const person = found(people, field.value);
    field.setCustomValidity(person ? "" : (words.nobody ?? ""));
    field.reportValidity();
    if (!person) return;
    field.value = "";
    const there = list.querySelector<HTMLElement>(`[data-member="${person.id}"]`);
    if (there) {
      there.scrollIntoView({ block: "nearest" });
      say(words.there, person.name);
      return;
    }
    const line = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
    fill(line, person);
    line.draggable = true;
    list.append(line);
    say(words.added, person.name);
  };

  field.addEventListener("input", () => field.setCustomValidity(""));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  });
  const button = form.querySelector<HTMLButtonElement>("[data-add]");
  if (button) {
    button.type = "button"; // else Enter anywhere in the form would press it
    button.addEventListener("click", add);
  }
  list.addEventListener("click", (event) => {
    const line = (event.target as HTMLElement).closest("[data-remove]")?.closest("li");
    if (!line) return;
    const next = line.nextElementSibling ?? line.previousElementSibling;
    line.remove();
    say(words.removed, line.querySelector("[data-name]")?.textContent ?? "");
    (next?.querySelector<HTMLElement>("[data-remove]") ?? field).focus();
  });
}

/** Puts a person into the placeholders of a new line: as text and values, never as markup. */
function fill(line: HTMLElement, person: { id: string; extension: string; name: string }): void {
  for (const each of [line, ...line.querySelectorAll<HTMLElement>("*")]) {
    for (const attribute of each.attributes) attribute.value = filled(attribute.value, person);
    for (const child of each.childNodes)
      if (child.nodeType === Node.TEXT_NODE) child.nodeValue = filled(child.nodeValue ?? "", person);
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("[data-group]")) manage(form);
