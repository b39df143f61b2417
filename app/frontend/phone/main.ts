// The phone's own window.
import "./phone.css";
import { commandOf } from "../../../browser/phone/channel";
import { called, dialled, screen } from "../../../browser/phone/state";
import { Desk } from "./desk";
import { View } from "./view";

function find<Found extends Element = HTMLElement>(root: ParentNode, selector: string): Found {
  const found = root.querySelector<Found>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** Numbers are typed, or taken from the list; what is none is said beside the field. */
class Dial {
  private readonly field: HTMLInputElement;
  private readonly fault: HTMLElement;
  private readonly desk: Desk;

  constructor(page: HTMLElement, desk: Desk) {
    this.desk = desk;
    this.field = find(page, "#number");
    this.fault = find(page, "#number-fault");
    find(page, "form[data-dial]").addEventListener("submit", (event) => {
      event.preventDefault();
      this.dial(this.field.value);
    });
  }

  dial(text: string): void {
    const wanted = dialled(text);
    this.showFault(wanted === null);
    if (wanted === null) this.field.focus();
    else void this.desk.dial(wanted);
  }

  type(key: string): void {
    this.field.value += key;
    this.showFault(false);
  }

  erase(): void {
    this.field.value = this.field.value.slice(0, -1);
    this.field.focus();
  }

  private showFault(shown: boolean): void {
    this.fault.hidden = !shown;
    this.field.classList.toggle("is-invalid", shown);
    this.field.setAttribute("aria-invalid", String(shown));
  }
}

function deskOf(page: HTMLElement, speaker: HTMLAudioElement): Desk {
  const { socket = "", host = "", open = "", close = "" } = page.dataset;
  const { content: csrf } = find<HTMLMetaElement>(document, "meta[name=csrf]");
  const view = new View(page);
  const { title } = document;
  const desk = new Desk({ socket, host, open, close, csrf }, speaker, (phone) => {
    view.draw(phone);
    document.title = phone.call ? `${called(phone.call.who, "?")} · ${title}` : title;
  });
  setInterval(() => view.tick(desk.phone), 1000);
  return desk;
}

function start(page: HTMLElement, speaker: HTMLAudioElement): void {
  const desk = deskOf(page, speaker);
  const dial = new Dial(page, desk);
  const talks = () => screen(desk.phone) === "talking";
  const actions: Record<string, (button: HTMLElement) => void> = {
    on: () => void desk.switchOn(),
    off: () => desk.switchOff(),
    reload: () => location.reload(),
    answer: () => void desk.answer(),
    hangUp: () => desk.hangUp(),
    mute: () => desk.mute(),
    key: ({ dataset: { key = "" } }) => (talks() ? desk.press(key) : dial.type(key)),
    erase: () => dial.erase(),
    dial: ({ dataset: { number = "" } }) => dial.dial(number),
  };

  page.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-do]");
    if (button) actions[button.dataset.do ?? ""]?.(button);
    void desk.wake();
  });
  document.addEventListener("keydown", (event) => {
    const command = desk.phone.call && commandOf(event);
    const isKey = talks() && /^[0-9*#]$/.test(event.key) && !event.ctrlKey && !event.metaKey;
    if (!command && !isKey) return;
    event.preventDefault();
    if (command) actions[command]?.(page);
    else desk.press(event.key);
  });
  window.addEventListener("beforeunload", (event) => {
    if (desk.phone.call) event.preventDefault();
  });
  window.addEventListener("pagehide", () => desk.gone());
  // A page that a browser brings back as it was has nobody to call any more.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  void Desk.wasOn().then((on) => {
    if (on) void desk.switchOn();
  });
}

const page = find(document, "#phone");
const speaker = page.querySelector("audio");
if (speaker) start(page, speaker);
