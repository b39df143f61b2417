// Asks before something is done, in a dialog of the page. Forms with data-confirm and requests with hx-confirm ask by
// themselves. The way out has the focus first, and the focus goes back to where it was.
import "./ask-first.css";
import { actOf, questionOf } from "./question";

const sure = new WeakSet<HTMLFormElement>();

function part<Kind extends HTMLElement>(dialog: HTMLElement, name: string): Kind {
  return dialog.querySelector(`[data-${name}]`) as Kind;
}

function isThere(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility();
}

/** Where the focus goes back to: a menu that has closed meanwhile is opened by its button. */
function giveBack(opener: HTMLElement | null): void {
  const menu = opener?.closest(".dropdown")?.querySelector<HTMLElement>("[data-bs-toggle=dropdown]");
  const places = [opener, menu, document.querySelector<HTMLElement>("#main")];
  places.find((each) => each && isThere(each))?.focus();
}

/** Whether somebody wants what *text* asks. *act* are the words of the button for it. */
export function confirmed(text: string, act: string, opener = document.activeElement): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>("[data-ask-first]");
  if (!dialog || dialog.open) return Promise.resolve(false);
  const { heading, more } = questionOf(text);
  part(dialog, "question").textContent = heading;
  part(dialog, "more").textContent = more;
  part(dialog, "more").hidden = !more;
  part(dialog, "yes").textContent = actOf(act);
  dialog.returnValue = "";
  return new Promise((done) => {
    dialog.addEventListener(
      "close",
      () => {
        giveBack(opener instanceof HTMLElement ? opener : null);
        done(dialog.returnValue === "yes");
      },
      { once: true },
    );
    dialog.showModal();
    part(dialog, "no").focus();
  });
}

/** The words of what was pressed. */
function wordsOf(pressed: Element | null | undefined): string {
  return pressed?.textContent?.trim() || pressed?.getAttribute("aria-label") || "";
}

async function ask(form: HTMLFormElement, text: string, pressed: HTMLElement | null): Promise<void> {
  if (!(await confirmed(text, wordsOf(pressed), pressed ?? document.activeElement))) return;
  sure.add(form);
  form.requestSubmit(pressed);
}

/** Nothing else learns that a form is sent before somebody has said so. */
function holdBack(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const text = form.dataset.confirm;
  if (!text || sure.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void ask(form, text, event.submitter);
}

interface Confirming {
  question: string | null;
  elt: HTMLElement;
  issueRequest: (isSure: boolean) => void;
}

function holdRequest(event: Event): void {
  const { question, elt, issueRequest } = (event as CustomEvent<Confirming>).detail;
  if (!question) return;
  event.preventDefault();
  const pressed = elt.matches("form") ? elt.querySelector("button:not([type=button])") : elt;
  void confirmed(question, wordsOf(pressed), pressed).then((isSure) => isSure && issueRequest(true));
}

export function watchQuestions(): void {
  document.addEventListener("submit", holdBack, { capture: true });
  document.addEventListener("htmx:confirm", holdRequest);
  const dialog = document.querySelector<HTMLDialogElement>("[data-ask-first]");
  dialog?.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
