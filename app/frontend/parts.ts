// Parts of a page that the server says have changed: data-part names what they show, and "part-changed" brings them.
import htmx from "htmx.org";
import type { Socket } from "socket.io-client";
import { KEEPING } from "../../browser/live/options";
import { account } from "./account";

const MARK = "data-part";
/** Scripts that wait for a part, which no element shows. */
const waiting = new Map<string, Set<() => void>>();
let line: Socket | null = null;
let watched = "";

/** What the page shows, and what scripts wait for, each once and in an order of its own. */
export function wanted(root: ParentNode, also: Iterable<string>): string[] {
  const shown = [...root.querySelectorAll(`[${MARK}]`)].map((each) => each.getAttribute(MARK) ?? "");
  return [...new Set([...shown, ...also])].filter(Boolean).sort();
}

/** The line is opened once there is anything to watch. */
export function watchParts(): void {
  document.addEventListener("htmx:afterSettle", () => void look());
  void look();
}

/** Resolves once the part has changed, or after so long: the line may be down. */
export function changed(part: string, mostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const those = waiting.get(part) ?? new Set();
    waiting.set(part, those);
    const done = () => {
      clearTimeout(timer);
      those.delete(done);
      if (those.size === 0) waiting.delete(part);
      resolve();
    };
    const timer = window.setTimeout(done, mostMs);
    those.add(done);
    void look();
  });
}

/** The field in it that somebody writes in, null for none. */
function fieldIn(part: Element): Element | null {
  const focused = document.activeElement;
  return focused?.matches("input, textarea, select") && part.contains(focused) ? focused : null;
}

async function look(): Promise<void> {
  const parts = wanted(document, waiting.keys());
  if (!line) {
    if (parts.length === 0) return;
    const { io } = await import("socket.io-client");
    if (!line) {
      line = io("/parts", { ...KEEPING, auth: { account: account() } });
      listen(line);
    }
  }
  if (!line.connected || parts.join(" ") === watched) return;
  watched = parts.join(" ");
  // What has changed since the page was made, or while the line was down, is brought now.
  line.emit("look", parts, (seen: string[]) => seen.forEach(bring));
}

function listen(to: Socket): void {
  to.on("connect", () => {
    watched = "";
    void look();
  });
  to.on("changed", bring);
}

/** A part in which somebody writes waits until they are done. */
function bring(part: string): void {
  for (const each of document.querySelectorAll(`[${MARK}="${CSS.escape(part)}"]`)) {
    const field = fieldIn(each);
    if (field) field.addEventListener("blur", () => window.setTimeout(() => bring(part)), { once: true });
    else htmx.trigger(each, "part-changed", {});
  }
  for (const done of [...(waiting.get(part) ?? [])]) done();
}
