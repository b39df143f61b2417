// The field for questions: "/" jumps to it, and Backspace in the empty field takes the last filter off.

export function watchAsking(page: HTMLElement): void {
  const field = page.querySelector<HTMLInputElement>("#ask");
  document.addEventListener("keydown", (event) => {
    const isTyping = (event.target as HTMLElement).closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field?.focus();
  });
  field?.addEventListener("keydown", (event) => {
    if (event.key !== "Backspace" || field.value) return;
    const chips = page.querySelectorAll<HTMLAnchorElement>("[data-chip] .chip-off");
    chips[chips.length - 1]?.click();
  });
}
