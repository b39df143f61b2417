// The bar of all pages: Save, and the count of unread messages.
import "./frame.css";
import "./guide.css";
import "./messages.css";
import { watchForms } from "./saving";
import { watchUnread } from "./unread";

/** A phone shows only a part of the settings' tabs: the page's own one must be in it. */
function showOwnTab(): void {
  const tab = document.querySelector<HTMLElement>(".settings-tab.active");
  const strip = tab?.parentElement;
  if (tab && strip)
    strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
}

export function showFrame(): void {
  showOwnTab();
  const bar = document.querySelector<HTMLElement>(".frame-bar");
  if (!bar) return;
  watchForms(bar);
  watchUnread();
}
