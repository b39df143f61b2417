/** Puts the focus on the first of these places that is there; what is written in it can be overwritten at once. */
export function goTo(...places: readonly string[]): void {
  for (const place of places) {
    const found = document.querySelector<HTMLElement>(place);
    if (!found) continue;
    found.focus();
    if (found instanceof HTMLInputElement) found.select();
    return;
  }
}

export const NAME = "[data-inspector-first]";
export const FREE_OUTLET = '[data-outlet="free"]';
export const OUTLET = "[data-outlet]";
