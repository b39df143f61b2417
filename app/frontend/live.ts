// The live page: draws what the server sends, and counts the seconds.
import { io } from "socket.io-client";
import { account } from "./account";
import { count, elapsed, knownAs, type LiveCall, named, resting, type WrapUp } from "./live-calls";
import { comeBack } from "./session";

function find<Found extends Element = HTMLElement>(root: ParentNode, selector: string): Found {
  const found = root.querySelector<Found>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

const page = find(document, "#live");
const people: Record<string, string> = JSON.parse(page.dataset.people ?? "{}");
const body = find(page, "[data-calls]");
const blank = find<HTMLTemplateElement>(page, "[data-row]");
const restingList = find(page, "[data-wrap-ups]");
const restingBlank = find<HTMLTemplateElement>(page, "[data-wrap-up]");
let calls: LiveCall[] = [];
let wrapUps: WrapUp[] = [];

function rowOf(call: LiveCall): Element {
  const row = (blank.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  const link = find<HTMLAnchorElement>(row, "[data-caller]");
  link.textContent = knownAs(call.caller, page.dataset);
  link.href = `/calls/${encodeURIComponent(call.id)}`;
  find(row, "[data-number]").textContent = call.number;
  find(row, "[data-node]").textContent = call.node;
  for (const name of ["talks", "rings"] as const) {
    const badge = find(row, `[data-${name}]`);
    badge.hidden = call[name].length === 0;
    find(badge, "span").textContent = named(call[name], people);
  }
  return row;
}

function draw(): void {
  for (const [name, value] of Object.entries(count(calls)))
    find(page, `[data-count="${name}"]`).textContent = String(value);
  body.replaceChildren(...calls.map(rowOf));
  find(page, "[data-some]").hidden = calls.length === 0;
  find(page, "[data-none]").hidden = calls.length > 0;
  tick();
}

function tick(): void {
  const now = Date.now();
  body.querySelectorAll("[data-for]").forEach((cell, index) => {
    cell.textContent = elapsed(calls[index]?.since ?? "", now);
  });
  drawResting(now);
}

function drawResting(now: number): void {
  const still = resting(wrapUps, now);
  find(page, "[data-some-wrap-up]").hidden = still.length === 0;
  const items = still.map(({ extension, left }) => {
    const item = (restingBlank.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    find(item, "[data-who]").textContent = named([extension], people);
    find(item, "[data-left]").textContent = left;
    return item;
  });
  restingList.replaceChildren(...items);
}

function showLink(state: "up" | "down"): void {
  for (const badge of page.querySelectorAll<HTMLElement>("[data-link]"))
    badge.hidden = badge.dataset.link !== state;
}

const socket = io({ transports: ["websocket"], auth: { account: account() } });
socket.on("connect", () => showLink("up"));
socket.on("disconnect", () => showLink("down"));
socket.on("connect_error", (problem) => {
  showLink("down");
  if (problem.message === "other account") location.reload(); // another tab has signed somebody else in
});
socket.on("calls", (came: LiveCall[]) => {
  calls = came;
  draw();
});
socket.on("wrap_ups", (came: { extension: string; left_ms: number }[]) => {
  const now = Date.now();
  wrapUps = came.map(({ extension, left_ms }) => ({ extension, until: now + left_ms }));
  drawResting(now);
});
comeBack(socket);
setInterval(tick, 1000);
