// Employees: skills that are in use are pressed instead of written; a photo that is too large is not even sent; whoever
// ticks a group for a supervisor means these groups only.
import "./copy";
import "./people.css";
import { hasSkill, toggleSkill } from "./skills";

function showPressed(box: HTMLElement, field: HTMLInputElement): void {
  for (const button of box.querySelectorAll<HTMLElement>("[data-skill]")) {
    button.setAttribute("aria-pressed", String(hasSkill(field.value, button.dataset.skill ?? "")));
  }
}

for (const box of document.querySelectorAll<HTMLElement>("[data-skills]")) {
  const field = document.getElementById(box.dataset.skills ?? "") as HTMLInputElement | null;
  if (!field) continue;
  showPressed(box, field);
  field.addEventListener("input", () => showPressed(box, field));
  box.addEventListener("click", (event) => {
    const skill = (event.target as HTMLElement).dataset.skill;
    if (!skill) return;
    field.value = toggleSkill(field.value, skill);
    showPressed(box, field);
  });
}

document.addEventListener("change", (event) => {
  const field = event.target as HTMLInputElement;
  if (!field.dataset?.mostBytes) return;
  const isTooLarge = [...(field.files ?? [])].some((file) => file.size > Number(field.dataset.mostBytes));
  field.setCustomValidity(isTooLarge ? (field.dataset.tooLarge ?? "") : "");
  field.reportValidity();
});

document.addEventListener("change", (event) => {
  const field = event.target as HTMLInputElement;
  const choice = field.closest?.("[data-reach]");
  if (!choice) return;
  const groups = [...choice.querySelectorAll<HTMLInputElement>("[name=groups]")];
  const only = choice.querySelector<HTMLInputElement>("[name=reach][value=only]");
  if (field.name === "groups" && field.checked && only) only.checked = true;
  if (field.name === "reach" && field.value === "all") for (const group of groups) group.checked = false;
});
