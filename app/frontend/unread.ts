import { KEEPING } from "../../browser/live/options";
import { account } from "./account";
import { watchSession } from "./session";

/** The count of unread messages, as the server tells it: shown wherever it stands, and said when it grows. */
export function showUnread(count: number): void {
  for (const badge of document.querySelectorAll<HTMLElement>("[data-unread]")) {
    badge.hidden = count === 0;
    const shown = badge.querySelector("[data-unread-count]");
    if (shown) shown.textContent = String(count);
  }
}

export function sentence(count: number, words: DOMStringMap): string {
  if (count === 0) return "";
  return count === 1 ? (words.one ?? "") : (words.many ?? "").replace("{count}", String(count));
}

export function watchUnread(): void {
  const said = document.querySelector<HTMLElement>("[data-unread-said]");
  if (!said) return;
  let known = Number(document.querySelector("[data-unread-count]")?.textContent ?? 0);
  const tell = (count: number) => {
    showUnread(count);
    if (count > known) {
      said.textContent = sentence(count, said.dataset);
      for (const hint of document.querySelectorAll<HTMLElement>("[data-new-messages]")) hint.hidden = false;
    }
    known = count;
  };
  import("socket.io-client").then(({ io }) => {
    const line = io("/messages", { ...KEEPING, auth: { account: account() } });
    line.on("unread", tell);
    watchSession(line);
  });
}
