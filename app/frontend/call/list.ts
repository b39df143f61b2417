// The list of calls by keyboard: J and K go down and up, Enter opens the call.
const KEYS: Record<string, number> = { j: 1, k: -1 };

document.addEventListener("keydown", (event) => {
  const step = KEYS[event.key];
  const target = event.target as HTMLElement;
  if (!step || event.altKey || event.ctrlKey || event.metaKey || target.closest("input, select, textarea"))
    return;
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".call-table .call-caller > a")];
  const row = target.closest("tr");
  const here = links.findIndex((link) => link.closest("tr") === row);
  const next = links[here < 0 ? 0 : here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
