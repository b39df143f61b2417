// What every page of the portal loads: the look, the menu, htmx, the theme switch.
import "@tabler/core/dist/css/tabler.min.css";
import "./portal.css";
import "./roles.css";
import "./person-state.css";
import "./settings.css";
import "./calls.css";
import "./recordings.css";
import "./phone-bar.css";
import "./account.css";
import "./week.css";
import "./numbers.css";
import "./voice.css";
import "./exports.css";
import "./thumbs.css";
import "@tabler/core";
import "./kept-forms";
import "./people";
import "./availability.css";
import "./groups";
import "./sortable";
import htmx from "htmx.org";
import { watchAbout } from "./about";
import { watchQuestions } from "./ask-first";
import { watchCallBacks } from "./call-back";
import { doWhatWasPressed } from "./early";
import { showFrame } from "./frame";
import { watchKeys } from "./keys";
import { watchParts } from "./parts";
import { showPhone } from "./phone/bar";
import { otherTheme, themeCookie } from "./theme";
import { watchFailures } from "./told";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}
window.htmx = htmx;

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

function switchTheme(): void {
  const root = document.documentElement;
  const theme = otherTheme(root.dataset.bsTheme);
  root.dataset.bsTheme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140
  document.cookie = themeCookie(theme);
}

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.addEventListener("click", switchTheme);
}

// What opens beyond the edge of the screen is brought into sight.
document.addEventListener("shown.bs.dropdown", ({ target }) => {
  const menu = (target as Element).parentElement?.querySelector(":scope > .dropdown-menu.show");
  menu?.scrollIntoView({ block: "nearest" });
});

// A file that takes a while is ordered without leaving the page.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("form[data-export]")) return;
  event.preventDefault();
  void import("./exports/tray").then(({ order }) => order(form, event.submitter));
});

document.addEventListener("htmx:configRequest", (event) => {
  const detail = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
  detail.headers["X-CSRFToken"] = meta("csrf");
  detail.headers["X-Account"] = meta("account");
});

// One sound at a time: a button names the sound; pressing it again stops it.
const player = new Audio();
let playing: HTMLElement | null = null;

function showPlaying(button: HTMLElement | null): void {
  playing?.classList.remove("is-playing");
  playing?.setAttribute("aria-pressed", "false");
  playing = button;
  playing?.classList.add("is-playing");
  playing?.setAttribute("aria-pressed", "true");
}

document.addEventListener("click", (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>("[data-sound]");
  if (!button) return;
  player.pause();
  if (button === playing) {
    showPlaying(null);
  } else {
    player.src = button.dataset.sound ?? "";
    showPlaying(button);
    player.play().catch(() => showPlaying(null));
  }
});
player.addEventListener("ended", () => showPlaying(null));

// The players in a list take turns, too.
document.addEventListener(
  "play",
  (event) => {
    for (const other of document.querySelectorAll("audio")) if (other !== event.target) other.pause();
  },
  true,
);

watchQuestions();
watchKeys();
watchAbout();
watchFailures();
showFrame();
showPhone();
watchCallBacks();
watchParts();

const parts: Promise<unknown>[] = [];
if (document.querySelector("form[data-voice]")) parts.push(import("./voice/form"));
if (document.querySelector("[data-passkey]"))
  parts.push(import("./passkeys").then((each) => each.beginAll()));
if (document.querySelector("[data-week]")) parts.push(import("./week-grid"));
doWhatWasPressed(parts);
