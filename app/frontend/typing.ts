const FIELDS = "input, select, textarea, [contenteditable], [role=menu], dialog[open]";

/** Whether a key is for what has the focus, so that it is no shortcut of the page. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null;
}
