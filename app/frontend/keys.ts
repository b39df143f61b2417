// What all pages have for the keyboard: "?" shows the shortcuts, and J and K walk through the rows of lists and tables.
import "./keys.css";
import { rowAfter, STEPS } from "./row-steps";
import { isTyping } from "./typing";

/** The links of the rows that can be seen, from the top of the page. */
function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((each) => each.checkVisibility());
}

function step(event: KeyboardEvent): void {
  const by = STEPS[event.key];
  if (!by) return;
  const links = rows();
  const holder = (event.target as Element).closest("tr, li");
  const here = links.findIndex((each) => each === event.target || holder?.contains(each));
  const next =
    links[
      rowAfter(
        here,
        by,
        links.map((each) => each.getBoundingClientRect().top),
      )
    ];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function watchKeys(): void {
  const help = document.querySelector<HTMLDialogElement>("[data-keys-help]");
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target))
      return;
    if (event.key === "?" && help) {
      event.preventDefault();
      help.showModal();
    } else step(event);
  });
  document.addEventListener("click", (event) => {
    if (event.target === help) help?.close();
    if ((event.target as Element).closest("[data-show-keys]")) help?.showModal();
  });
}
