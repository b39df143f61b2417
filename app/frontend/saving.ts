/**
 * Save in the bar stands for the Save of the page's form: of the one changed last, where there are several. A form is one
 * to save if a button of it is called as the bar's is. What is not saved is not left without a question.
 */
class Saving {
  private readonly before: string;
  isSent = false;

  constructor(
    readonly form: HTMLFormElement,
    private readonly button: HTMLButtonElement,
  ) {
    // What came back with faults, or after signing in again, was never saved.
    const isNew =
      form.closest("[data-given-back]") || form.querySelector('[aria-invalid="true"], .is-invalid');
    this.before = isNew ? "" : this.state();
  }

  get isChanged(): boolean {
    return !this.isSent && this.state() !== this.before;
  }

  save(): void {
    this.form.requestSubmit(this.button);
  }

  private state(): string {
    const fields = [...new FormData(this.form)].filter(([name]) => name !== "csrf_token");
    return JSON.stringify(fields, (_key, value) =>
      value instanceof File ? [value.name, value.size] : value,
    );
  }
}

function saveButton(form: HTMLFormElement, word: string): HTMLButtonElement | undefined {
  const buttons = [...form.elements].filter((each) => each instanceof HTMLButtonElement);
  return buttons.find((each) => each.type === "submit" && each.textContent?.trim() === word);
}

export function watchForms(bar: HTMLElement): void {
  const save = bar.querySelector<HTMLButtonElement>("[data-save]");
  if (!save) return;
  const word = save.textContent?.trim() ?? "";
  const found: Saving[] = [];
  for (const form of document.querySelectorAll<HTMLFormElement>("#main form[method=post]")) {
    if (form.closest(".dropdown-menu, dialog")) continue; // it has its own Save, in view with its fields
    const button = saveButton(form, word);
    if (button) found.push(new Saving(form, button));
  }
  let last = found[0];
  if (!last) return;
  save.hidden = false;
  const look = () => {
    save.disabled = !found.some((each) => each.isChanged);
  };
  const act = () => {
    const changed = last?.isChanged ? last : found.find((each) => each.isChanged);
    changed?.save();
  };
  const changed = (event: Event) => {
    last = found.find((each) => each.form === (event.target as HTMLInputElement).form) ?? last;
    look();
  };
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  // Rows that were added, removed or dragged.
  const rows = new MutationObserver(look);
  for (const each of found) rows.observe(each.form, { childList: true, subtree: true });
  document.addEventListener("submit", (event) => {
    const sent = found.find((each) => each.form === event.target);
    if (sent) sent.isSent = !event.defaultPrevented;
  });
  save.addEventListener("click", act);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== "s") return;
    event.preventDefault();
    act();
  });
  document.addEventListener("kept:leave", () => {
    for (const each of found) each.isSent = true;
  });
  addEventListener("beforeunload", (event) => {
    if (found.some((each) => each.isChanged)) event.preventDefault();
  });
  addEventListener("pageshow", look);
  look();
}
