const WINDOW = "zentrale-phone";
const FEATURES = "popup,width=400,height=760";

/** The window of the phone, which outlives the pages. False when the browser lets no window open. */
export function openPhone(url = "/phone/"): boolean {
  const opened = window.open(url, WINDOW, FEATURES);
  opened?.focus();
  return opened !== null;
}
