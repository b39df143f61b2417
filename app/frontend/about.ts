// Shows what a figure means, with its numbers filled in: to whoever points at it, comes to it by the keyboard, or presses it
// long. Escape puts it away, and the pointer may rest on it.
import "./about.css";
import { placed } from "./placed";

const AFTER_MS = 400;
const GONE_AFTER_MS = 200;
const HELD_MS = 500;

/** What there is to say, and beside what. */
interface Said {
  place: HTMLElement;
  label: string;
  words: string;
  formula: string;
  filled: string;
  more: string;
}

/** What is said of a figure. A cell has its numbers alone: what they mean stands at the head of its column. */
function saidOf(target: EventTarget | null): Said | null {
  const place = target instanceof Element ? target.closest<HTMLElement>("[data-about], [data-filled]") : null;
  if (!place) return null;
  const { filled = "", more = "" } = place.dataset;
  const defined = place.dataset.about ? place : headOf(place);
  const { about: label = "", words = "", formula = "" } = defined?.dataset ?? {};
  return label ? { place, label, words, formula, filled, more } : null;
}

function headOf(cell: HTMLElement): HTMLElement | null | undefined {
  const column = cell.parentElement ? [...cell.parentElement.children].indexOf(cell) : -1;
  const head = cell.closest("table")?.tHead?.rows[0]?.cells[column];
  return head?.querySelector<HTMLElement>("[data-about]");
}

class About {
  private readonly box = document.createElement("div");
  private shown: HTMLElement | null = null;
  private timer = 0;
  /** The wall's figures change while they are explained. */
  private readonly changes: MutationObserver;

  constructor() {
    this.box.id = "about";
    this.box.className = "about";
    this.box.role = "tooltip";
    this.box.popover = "manual";
    document.body.append(this.box);
    this.changes = new MutationObserver(() => this.shown && this.write(saidOf(this.shown)));
  }

  /** Whether it is the figure that is explained now, or the explanation. */
  isAt(target: EventTarget | null): boolean {
    const at = target instanceof Node ? target : null;
    return this.box.contains(at) || (this.shown?.contains(at) ?? false);
  }

  later(said: Said): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.show(said), this.shown ? 0 : AFTER_MS);
  }

  show(said: Said): void {
    window.clearTimeout(this.timer);
    if (!said.place.isConnected) return;
    this.hide();
    this.shown = said.place;
    this.write(said);
    this.changes.observe(said.place, { attributeFilter: ["data-filled", "data-more"] });
    this.box.showPopover();
    this.put();
    this.told()?.setAttribute("aria-describedby", this.box.id);
  }

  /** Puts it beside the figure, wherever that is by now. */
  put(): void {
    if (!this.shown) return;
    if (!this.shown.isConnected) {
      this.hide();
      return;
    }
    const { left, top } = placed(this.shown.getBoundingClientRect(), this.box.getBoundingClientRect(), {
      width: document.documentElement.clientWidth,
      height: window.innerHeight,
    });
    this.box.style.left = `${left}px`;
    this.box.style.top = `${top}px`;
  }

  private write(said: Said | null): void {
    if (!said) return;
    this.box.replaceChildren(
      part("b", said.label),
      part("span", said.words),
      part("span", said.formula, "about-formula"),
      part("span", said.filled, "about-filled"),
      part("span", said.more, "about-formula"),
    );
  }

  /** Keeps what is shown. */
  hold(): void {
    window.clearTimeout(this.timer);
  }

  hideLater(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.hide(), GONE_AFTER_MS);
  }

  hide(): void {
    window.clearTimeout(this.timer);
    this.told()?.removeAttribute("aria-describedby");
    this.changes.disconnect();
    this.shown = null;
    if (this.box.matches(":popover-open")) this.box.hidePopover();
  }

  /** What a screen reader is at when it comes to the figure. */
  private told(): HTMLElement | null | undefined {
    return this.shown?.matches("a, button, [tabindex]") ? this.shown : this.shown?.querySelector("a, button");
  }
}

function part(kind: string, text: string, look = ""): HTMLElement {
  const element = document.createElement(kind);
  element.textContent = text;
  element.className = look;
  return element;
}

/** A finger that stays on a figure asks what it means; what it would do when it leaves is left out. */
function watchFingers(about: About): void {
  let timer = 0;
  let isHeld = false;
  document.addEventListener("pointerdown", (event) => {
    window.clearTimeout(timer);
    isHeld = false;
    const said = event.pointerType === "mouse" ? null : saidOf(event.target);
    if (!said) return;
    timer = window.setTimeout(() => {
      isHeld = true;
      about.show(said);
    }, HELD_MS);
  });
  for (const kind of ["pointerup", "pointercancel"])
    document.addEventListener(kind, () => window.clearTimeout(timer));
  document.addEventListener("contextmenu", (event) => isHeld && event.preventDefault());
  document.addEventListener(
    "click",
    (event) => {
      if (isHeld) event.preventDefault();
      if (isHeld) event.stopPropagation();
      isHeld = false;
    },
    { capture: true },
  );
}

function watchPointer(about: About): void {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    if (about.isAt(event.target)) return about.hold();
    const said = saidOf(event.target);
    if (said) about.later(said);
    else about.hideLater();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!about.isAt(event.target)) about.hide();
  });
  document.addEventListener("click", (event) => {
    const isAsked = (event.target as Element).closest(".about-button, td[data-filled]:not(:has(a))");
    const said = isAsked ? saidOf(event.target) : null;
    if (said) about.show(said);
  });
}

export function watchAbout(): void {
  const about = new About();
  watchPointer(about);
  watchFingers(about);
  document.addEventListener("focusin", (event) => {
    const said = (event.target as Element).matches(":focus-visible") ? saidOf(event.target) : null;
    if (said) about.show(said);
    else if (!about.isAt(event.target)) about.hide();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && about.hide());
  document.addEventListener("scroll", () => about.put(), { capture: true, passive: true });
  document.addEventListener("htmx:afterSwap", () => about.put());
}
