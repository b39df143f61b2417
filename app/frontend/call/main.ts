// The page of one call: its player, its keys, and notes at the moment that is heard.
import "./axis.css";
import "./call.css";
import { isTyping } from "../typing";
import { clock } from "./axis";
import { Player } from "./player";

const JUMP_S = 10;
const page = document.querySelector<HTMLElement>("[data-call-page]");
let player: Player | null = null;

function makePlayer(): void {
  const box = document.querySelector<HTMLElement>("[data-player]");
  const axis = box?.closest<HTMLElement>(".call-axis");
  player = box && axis ? new Player(box, axis) : null;
}

function noteHere(): void {
  const text = document.querySelector<HTMLInputElement>("[data-note-text]");
  const at = document.querySelector<HTMLInputElement>("[data-note-at]");
  if (!text || !at) return;
  if (player) {
    at.value = player.now.toFixed(1);
    text.placeholder = (text.dataset.at ?? "").replace("{time}", clock(player.now));
  }
  text.focus();
}

function skip(button: HTMLElement): void {
  const skips = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(skips));
  player?.skipSilence(skips);
}

function speedBy(steps: number): void {
  const speed = document.querySelector<HTMLSelectElement>("[data-speed]");
  if (!speed) return;
  speed.selectedIndex = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + steps));
  player?.setSpeed(Number(speed.value));
}

const KEYS: Record<string, () => void> = {
  " ": () => player?.toggle(),
  ArrowLeft: () => player?.jump(-JUMP_S),
  ArrowRight: () => player?.jump(JUMP_S),
  "<": () => speedBy(-1),
  ">": () => speedBy(1),
  s: () => document.querySelector<HTMLElement>("[data-skip]")?.click(),
  n: noteHere,
  j: () => document.querySelector<HTMLAnchorElement>("[data-later][href]")?.click(),
  k: () => document.querySelector<HTMLAnchorElement>("[data-earlier][href]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  const isOnButton = event.target instanceof HTMLElement && event.target.closest("button, a, summary");
  if (event.key === " " && isOnButton) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

page?.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  const find = (selector: string) => target.closest<HTMLElement>(selector);
  const seek = find("[data-seek]");
  const jump = find("[data-jump]");
  const skipping = find("[data-skip]");
  const wave = find("[data-wave]");
  const link = find("[data-href]");
  if (seek) player?.seek(Number(seek.dataset.seek));
  else if (jump) player?.jump(Number(jump.dataset.jump));
  else if (skipping) skip(skipping);
  else if (find("[data-play]")) player?.toggle();
  else if (find("[data-note-here]")) noteHere();
  else if (link) location.assign(link.dataset.href ?? "");
  else if (wave) {
    const { left, width } = wave.getBoundingClientRect();
    player?.seekShare((event.clientX - left) / width);
  }
});

page?.addEventListener("change", (event) => {
  const speed = (event.target as HTMLElement).closest<HTMLSelectElement>("[data-speed]");
  if (speed) player?.setSpeed(Number(speed.value));
});

// A note that is begun while the call is heard points to that moment.
page?.addEventListener("focusin", (event) => {
  const text = (event.target as HTMLElement).closest<HTMLInputElement>("[data-note-text]");
  if (text && !text.value && player && player.now > 0) noteHere();
});

/** Once the call is over, the rest of the page says so, too: as soon as nobody types there. */
function bringUpToDate(): void {
  const side = document.querySelector("#call-side");
  const typing = isTyping(document.activeElement) && side?.contains(document.activeElement);
  if (typing) document.activeElement?.addEventListener("blur", bringUpToDate, { once: true });
  else document.body.dispatchEvent(new CustomEvent("call-over"));
}

// htmx replaces the axis of a call that goes on: once it is over, it has a player. What plays is not cut off.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event as CustomEvent<{ target: HTMLElement; shouldSwap: boolean }>;
  if (detail.target.matches?.(".call-axis") && player?.plays) detail.shouldSwap = false;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const axis = event.target as HTMLElement;
  const isAxis = axis.matches?.(".call-axis");
  if (isAxis || !player) makePlayer();
  if (isAxis && !axis.hasAttribute("hx-trigger")) bringUpToDate();
});

makePlayer();
