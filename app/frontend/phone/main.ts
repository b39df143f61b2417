// The phone's own window.
import "./phone.css";
import { wishOf } from "./channel";
import { Desk } from "./desk";
import { called, dialled, screen } from "./state";
import { View } from "./view";

function find<Found extends Element = HTMLElement>(root: ParentNode, selector: string): Found {
  const found = root.querySelector<Found>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

const page = find(document, "#phone");
const data = page.dataset;
const view = new View(page);
const { title } = document;
const desk = new Desk(
  {
    socket: data.socket ?? "",
    host: data.host ?? "",
    open: data.open ?? "",
    close: data.close ?? "",
    csrf: find<HTMLMetaElement>(document, "meta[name=csrf]").content,
  },
  find<HTMLAudioElement>(page, "audio"),
  (phone) => {
    view.draw(phone);
    document.title = phone.call ? `${called(phone.call.who, "?")} · ${title}` : title;
  },
);
const number = find<HTMLInputElement>(page, "#number");
const fault = find(page, "#number-fault");

function showFault(shown: boolean): void {
  fault.hidden = !shown;
  number.classList.toggle("is-invalid", shown);
  number.setAttribute("aria-invalid", String(shown));
}

function dial(text: string): void {
  const wanted = dialled(text);
  showFault(wanted === null);
  if (wanted === null) number.focus();
  else void desk.dial(wanted);
}

const deeds: Record<string, (button: HTMLElement) => void> = {
  on: () => void desk.switchOn(),
  off: () => desk.switchOff(),
  reload: () => location.reload(),
  answer: () => void desk.answer(),
  hangUp: () => desk.hangUp(),
  mute: () => desk.mute(),
  key: (button) => key(button.dataset.key ?? ""),
  erase: () => {
    number.value = number.value.slice(0, -1);
    number.focus();
  },
  dial: (button) => dial(button.dataset.number ?? ""),
};

function key(pressed: string): void {
  if (screen(desk.phone) === "talking") desk.press(pressed);
  else number.value += pressed;
  showFault(false);
}

page.addEventListener("click", (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>("[data-do]");
  if (button) deeds[button.dataset.do ?? ""]?.(button);
  void desk.wake();
});

find<HTMLFormElement>(page, "form[data-dial]").addEventListener("submit", (event) => {
  event.preventDefault();
  dial(number.value);
});

document.addEventListener("keydown", (event) => {
  const wish = wishOf(event);
  if (wish && desk.phone.call) {
    event.preventDefault();
    deeds[wish]?.(page);
  } else if (
    screen(desk.phone) === "talking" &&
    /^[0-9*#]$/.test(event.key) &&
    !event.ctrlKey &&
    !event.metaKey
  ) {
    event.preventDefault();
    desk.press(event.key);
  }
});

window.addEventListener("beforeunload", (event) => {
  if (desk.phone.call) event.preventDefault();
});
window.addEventListener("pagehide", () => desk.gone());
setInterval(() => view.tick(desk.phone), 1000);

if (await Desk.wasOn()) void desk.switchOn();
