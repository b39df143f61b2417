import type { EditorStore } from "../store/editor";

/** Leads from a panel back to the settings, and the focus to the button that opens the panel. */
export function leaveMode(store: EditorStore): void {
  document.querySelector<HTMLElement>('.mode-button[aria-pressed="true"]')?.focus();
  store.getState().enter(null);
}
