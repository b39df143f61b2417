/** Draws the phone from its state: the whole of it in its own window, the most needed on the other pages. */

import {
  type Call,
  called,
  ENDINGS,
  type Phone,
  STATUSES,
  screen,
  TROUBLES,
} from "../../../browser/phone/state";
import { elapsed } from "../elapsed";

export type Words = Record<string, string>;

/** Every text that the phone's window has to bring along. */
export const WORDS: readonly string[] = [
  ...STATUSES.map((each) => `line.${each}`),
  ...TROUBLES.map((each) => `trouble.${each}`),
  ...ENDINGS.map((each) => `ending.${each}`),
  "withheld",
  "announce.ringing",
  "announce.talking",
];

export class View {
  private readonly root: HTMLElement;
  private readonly words: Words;
  private shown = "";

  constructor(root: HTMLElement) {
    this.root = root;
    this.words = JSON.parse(root.dataset.words ?? "{}");
  }

  draw(phone: Phone): void {
    const now = screen(phone);
    this.each("[data-screens]", (part) => {
      part.hidden = !part.dataset.screens?.split(" ").includes(now);
    });
    this.each("[data-line]", (place) => {
      place.dataset.line = phone.line;
    });
    this.tell("[data-line-words]", this.word(`line.${phone.line}`));
    this.tell("[data-trouble]", phone.trouble ? this.word(`trouble.${phone.trouble}`) : "");
    this.tell("[data-last]", phone.last ? this.lastWords(phone.last) : "");
    this.each<HTMLButtonElement>("[data-needs-line]", (button) => {
      button.disabled = phone.line !== "ready";
    });
    this.each("[data-quiet]", (hint) => {
      hint.hidden = !phone.quiet;
    });
    this.each<HTMLButtonElement>("[data-do=on]", (button) => {
      button.disabled = false;
    });
    if (phone.call) this.drawCall(phone.call);
    this.announce(phone, now);
    this.tick(phone);
  }

  /** How long they have talked. */
  tick({ call }: Phone): void {
    const text = call?.since ? elapsed(new Date(call.since).toISOString(), Date.now()) : "";
    this.each("[data-for]", (place) => {
      place.textContent = text;
    });
  }

  private drawCall(call: Call): void {
    this.tell("[data-who]", this.who(call));
    this.each("[data-keys]", (place) => {
      place.textContent = call.keys;
    });
    this.each("[data-do=mute]", (button) => button.setAttribute("aria-pressed", String(call.muted)));
    this.each<HTMLButtonElement>("[data-do=answer]", (button) => {
      button.disabled = call.pending;
    });
  }

  /** What a screen reader says, and where the focus goes: to what is most likely wanted. */
  private announce({ call }: Phone, now: string): void {
    if (now === this.shown) return;
    this.shown = now;
    const sentence = this.words[`announce.${now}`] ?? "";
    this.each("[data-live]", (place) => {
      place.textContent = call ? sentence.replace("{who}", this.who(call)) : "";
    });
    this.each("[data-focus]", (wanted) => {
      const opensKeyboard = wanted.matches("input") && !matchMedia("(pointer: fine)").matches;
      if (wanted.dataset.focus?.split(" ").includes(now) && !opensKeyboard) wanted.focus();
    });
  }

  /** Places without a text are hidden. */
  private tell(selector: string, text: string): void {
    this.each(selector, (place) => {
      if (place.textContent?.trim() !== text) place.textContent = text;
      place.hidden = !text;
    });
  }

  private each<Place extends HTMLElement>(selector: string, change: (place: Place) => void): void {
    for (const place of this.root.querySelectorAll<Place>(selector)) change(place);
  }

  private lastWords({ who, ending }: NonNullable<Phone["last"]>): string {
    return this.word(`ending.${ending}`).replace("{who}", called(who, this.word("withheld")));
  }

  private who(call: Call): string {
    return called(call.who, this.word("withheld"));
  }

  private word(key: string): string {
    return this.words[key] ?? key;
  }
}
