/** On the other pages of the portal: what the phone's window does, and its most needed buttons. */
import { type Command, channel, commandOf, type Message } from "../../../browser/phone/channel";
import { OFF, type Phone, screen } from "../../../browser/phone/state";
import { openPhone } from "../../../browser/phone/window";
import { Sounds } from "./sounds";
import { View } from "./view";

/** A window that says nothing for so long is gone, without having said so. */
const SILENT_MS = 5_000;

/** In place of the phone's own window, where that can't be heard. */
async function ring(sounds: Sounds, phone: Phone): Promise<void> {
  const wanted = phone.quiet && screen(phone) === "ringing" && document.visibilityState === "visible";
  sounds.play(wanted && (await sounds.wake()) ? "ring" : null);
}

export function showPhone(): void {
  const bar = document.querySelector<HTMLElement>("#phone-bar");
  if (!bar) {
    // Nobody is signed in on this page: the phone finds out whether that is so for it, too.
    if (!document.querySelector("#phone")) channel(() => {}).say({ to: "phone", command: "check" });
    return;
  }
  const view = new View(bar);
  let phone: Phone = OFF;
  const sounds = new Sounds();
  const show = (now: Phone) => {
    phone = now;
    void ring(sounds, now);
    bar.hidden = !["ringing", "calling", "talking"].includes(screen(now));
    document.body.classList.toggle("has-phone-bar", !bar.hidden);
    view.draw(now);
    for (const button of document.querySelectorAll<HTMLElement>("[data-open-phone]"))
      button.dataset.line = now.line;
  };
  let heardAt = 0;
  const { say } = channel((message: Message) => {
    if ("phone" in message) {
      heardAt = Date.now();
      show(message.phone);
    } else if ("gone" in message) show(OFF);
  });
  const command = (what: Command) => say({ to: "phone", command: what });
  bar.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-do]");
    if (button) command(button.dataset.do as Command);
  });
  document.addEventListener("keydown", (event) => {
    const wanted = phone.call && commandOf(event);
    if (!wanted) return;
    event.preventDefault();
    command(wanted);
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a[href='/phone/']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPhone(link.href);
  });
  setInterval(() => {
    view.tick(phone);
    if (bar.hidden) return;
    if (Date.now() - heardAt > SILENT_MS) show(OFF);
    else command("tell");
  }, 1000);
  command("tell");
}
