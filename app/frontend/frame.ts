// The bar of all pages: Save, and the count of unread messages.
import "./frame.css";
import "./guide.css";
import "./messages.css";
import { watchForms } from "./saving";
import { watchUnread } from "./unread";

export function showFrame(): void {
  const bar = document.querySelector<HTMLElement>(".frame-bar");
  if (!bar) return;
  watchForms(bar);
  watchUnread();
}
