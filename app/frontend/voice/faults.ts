/** Shows what is wrong beside each field, as the server's own pages do, and leads to the first. */
export function showFaults(form: HTMLFormElement, errors: Readonly<Record<string, string[]>>): void {
  clearFaults(form);
  let first: HTMLElement | null = null;
  for (const [name, sentences] of Object.entries(errors)) {
    const input = form.querySelector<HTMLElement>(`[name="${name}"]:not([type=radio]):not([type=hidden])`);
    const place = placeFor(form, name, input);
    if (!place) continue;
    place.textContent = sentences.join(" ");
    place.classList.add("d-block");
    input?.classList.add("is-invalid");
    input?.setAttribute("aria-invalid", "true");
    first ??= input;
  }
  if (first?.checkVisibility()) first.focus();
}

export function clearFaults(form: HTMLFormElement): void {
  for (const input of form.querySelectorAll(".is-invalid")) {
    input.classList.remove("is-invalid");
    input.removeAttribute("aria-invalid");
  }
  for (const place of form.querySelectorAll(".invalid-feedback")) {
    place.textContent = "";
    place.classList.remove("d-block");
  }
}

function placeFor(form: HTMLFormElement, name: string, input: HTMLElement | null): HTMLElement | null {
  const there = form.querySelector<HTMLElement>(
    `[data-faults="${name}"], [id="${input?.id ?? name}-faults"]`,
  );
  if (there || !input) return there;
  const made = document.createElement("div");
  made.className = "invalid-feedback";
  made.id = `${input.id}-faults`;
  input.setAttribute(
    "aria-describedby",
    [input.getAttribute("aria-describedby"), made.id].filter(Boolean).join(" "),
  );
  input.parentElement?.append(made);
  return made;
}
