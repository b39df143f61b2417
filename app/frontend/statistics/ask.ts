// The field for questions: what it understood appears while somebody types; Enter shows the calls.
import { isTyping } from "../typing";
import {
  answerOf,
  type Correction,
  chipsOf,
  counted,
  readAs,
  replaced,
  toldOf,
  type Understood,
  type UnknownWord,
} from "./question";

/** Stands above the chips, not over them. */
const STILL = "is-still";
const PAUSE_MS = 150;
const PERIOD = ["period", "from", "to"];

class Field {
  private readonly place: HTMLElement;
  private readonly field: HTMLInputElement;
  private readonly box: HTMLElement;
  private timer = 0;
  private asked = "";
  private understood: Understood | null = null;

  constructor(place: HTMLElement) {
    this.place = place;
    this.field = place.querySelector("input") as HTMLInputElement;
    this.box = place.querySelector("[data-found-box]") as HTMLElement;
    this.field.addEventListener("input", () => this.later());
    this.field.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pointerdown", (event) => {
      if (!place.contains(event.target as Node) && !this.box.classList.contains(STILL))
        this.box.hidden = true;
    });
  }

  /** Says what was corrected in the question that led here, which may not have been read before Enter. */
  remind(): void {
    const asked = lastAsked();
    if (!asked) return;
    this.field.value = asked.question;
    this.asked = asked.question;
    this.box.replaceChildren(...asked.corrections.map((each) => this.corrected(each)));
    this.box.classList.add(STILL);
    this.box.hidden = false;
  }

  focus(): void {
    this.field.focus();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.box.hidden = true;
    if (event.key === "Enter") {
      event.preventDefault();
      void this.answer();
    }
    if (event.key === "Backspace" && !this.field.value) {
      const chips = document.querySelectorAll<HTMLAnchorElement>("[data-chip] .chip-off");
      chips[chips.length - 1]?.click();
    }
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE_MS);
  }

  /** Goes to the answer, unless a word is unknown: then it says so first. */
  private async answer(): Promise<void> {
    window.clearTimeout(this.timer);
    if (!this.field.value.trim()) return;
    if (this.asked !== this.field.value) await this.ask();
    const found = this.understood;
    if (!found || found.problem || found.unknown.length > 0) return;
    keepAsked(this.field.value, found.corrections ?? []);
    location.assign(answerOf(this.place.dataset.page ?? "", found));
  }

  private async ask(): Promise<void> {
    const question = this.field.value;
    this.asked = question;
    if (!question.trim()) {
      this.box.hidden = true;
      return;
    }
    const args = new URLSearchParams({ q: question });
    const now = new URLSearchParams(location.search);
    for (const name of PERIOD) if (now.has(name)) args.set(name, now.get(name) ?? "");
    const answer = await fetch(`${this.place.dataset.ask}?${args}`).catch(() => null);
    if (question !== this.field.value) return;
    this.understood = answer?.ok ? ((await answer.json()) as Understood) : null;
    this.show();
  }

  private show(): void {
    const found = this.understood;
    this.box.hidden = false;
    this.box.classList.remove(STILL);
    this.box.replaceChildren(...(found ? this.parts(found) : [line("p", this.words("failed"), "mb-0")]));
  }

  private parts(found: Understood): HTMLElement[] {
    const parts: HTMLElement[] = found.unknown.map((word) => this.unknown(word));
    parts.push(...(found.corrections ?? []).map((each) => this.corrected(each)));
    const chips = chipsOf(found, this.words("by")).map(({ label, text }) => {
      const chip = line("span", label ? `${label} ` : "", "chip");
      chip.append(line("b", text));
      return chip;
    });
    if (chips.length > 0) {
      const list = line("div", "", "chips");
      list.append(...chips);
      parts.push(line("p", this.words("understood"), "small text-secondary mb-1"), list);
    }
    if (found.problem) parts.push(line("p", found.problem, "mb-0 mt-2"));
    else if (found.unknown.length === 0) parts.push(this.result(found));
    return parts;
  }

  private unknown(word: UnknownWord): HTMLElement {
    const { start, end, guesses } = word;
    const place = line("div", "", "mb-2");
    const words = {
      unknown: this.words("unknown"),
      alone: this.words("unknownAlone"),
      leftOut: this.words("leftOut"),
    };
    place.append(line("p", toldOf(word, words), "mb-1"));
    for (const guess of guesses) {
      const button = line("button", guess.label, "btn btn-sm me-1") as HTMLButtonElement;
      button.type = "button";
      button.addEventListener("click", () => {
        this.field.value = replaced(this.field.value, start, end, guess.text);
        this.focus();
        void this.ask();
      });
      place.append(button);
    }
    return place;
  }

  /** A mistake is never mended in silence: it is named, and the button goes to the word. */
  private corrected(correction: Correction): HTMLElement {
    const place = line("p", readAs(this.words("corrected"), correction), "mb-1");
    const button = line("button", this.words("change"), "btn btn-sm ms-2") as HTMLButtonElement;
    button.type = "button";
    button.addEventListener("click", () => {
      this.focus();
      this.field.setSelectionRange(correction.start, correction.end);
    });
    place.append(button);
    return place;
  }

  private result({ count }: Understood): HTMLElement {
    const said = line("p", "", "small text-secondary mb-0 mt-2");
    const words = { one: this.words("one"), many: this.words("many") };
    const text = count === null ? this.words("all") : counted(words, count, document.documentElement.lang);
    said.append(line("kbd", "Enter"), ` ${text}`);
    return said;
  }

  private words(key: string): string {
    return this.place.dataset[key] ?? "";
  }
}

function line(kind: string, text: string, look = ""): HTMLElement {
  const element = document.createElement(kind);
  element.textContent = text;
  element.className = look;
  return element;
}

const ASKED = "asked with mistakes";

function keepAsked(question: string, corrections: readonly Correction[]): void {
  if (corrections.length > 0) sessionStorage.setItem(ASKED, JSON.stringify({ question, corrections }));
  else sessionStorage.removeItem(ASKED);
}

function lastAsked(): { question: string; corrections: Correction[] } | null {
  const found = sessionStorage.getItem(ASKED);
  sessionStorage.removeItem(ASKED);
  return found === null ? null : JSON.parse(found);
}

/** "/" jumps to the field from anywhere on the page. */
export function watchAsking(page: HTMLElement): void {
  const place = page.querySelector<HTMLElement>("[data-ask]");
  if (!place) return;
  const field = new Field(place);
  field.remind();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
}
