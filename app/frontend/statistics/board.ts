// The order of the cards: each is dragged by its head, or moved by its menu; some are hidden. The server keeps it.
import { tell } from "../told";
import { moved } from "./rows";

function cards(page: HTMLElement): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>("#cards [data-card]")];
}

function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

async function keep(page: HTMLElement): Promise<void> {
  const form = new FormData();
  for (const card of cards(page)) {
    form.append("order", card.dataset.card ?? "");
    if (card.hidden) form.append("hidden", card.dataset.card ?? "");
  }
  const headers = { "X-CSRFToken": token() };
  const answer = await fetch(page.dataset.board ?? "", { method: "POST", body: form, headers }).catch(
    () => null,
  );
  if (!answer?.ok || answer.redirected) tell(undefined);
}

function arrange(page: HTMLElement, names: readonly string[]): void {
  const byName = new Map(cards(page).map((card) => [card.dataset.card, card]));
  const grid = page.querySelector("#cards");
  grid?.append(...names.flatMap((name) => byName.get(name) ?? []));
}

/** Moves a card past its next visible neighbour. */
function step(page: HTMLElement, card: HTMLElement, steps: number): void {
  const all = cards(page);
  const seen = all.filter((each) => !each.hidden);
  const neighbour = seen[seen.indexOf(card) + steps];
  if (!neighbour) return;
  const names = all.map((each) => each.dataset.card ?? "");
  const by = names.indexOf(neighbour.dataset.card ?? "") - names.indexOf(card.dataset.card ?? "");
  arrange(page, moved(names, card.dataset.card ?? "", by));
  card.querySelector<HTMLElement>("[data-bs-toggle=dropdown]")?.focus();
  void keep(page);
}

function hide(page: HTMLElement, name: string, isHidden: boolean): void {
  const card = cards(page).find((each) => each.dataset.card === name);
  if (!card) return;
  card.hidden = isHidden;
  const menu = page.querySelector<HTMLElement>("[data-hidden-cards]");
  for (const entry of menu?.querySelectorAll<HTMLElement>("[data-hidden]") ?? [])
    if (entry.dataset.hidden === name) entry.hidden = !isHidden;
  if (menu) menu.hidden = cards(page).every((each) => !each.hidden);
  if (!isHidden) card.scrollIntoView({ block: "nearest" });
  void keep(page);
}

function watchDrag(page: HTMLElement): void {
  let dragged: HTMLElement | null = null;
  page.addEventListener("pointerdown", (event) => {
    const head = (event.target as HTMLElement).closest<HTMLElement>(".stat-head");
    const isTool = (event.target as HTMLElement).closest(".stat-tools");
    const card = head?.closest<HTMLElement>("[data-card]");
    for (const each of cards(page)) each.draggable = each === card && !isTool;
  });
  page.addEventListener("dragstart", (event) => {
    dragged = (event.target as HTMLElement).closest<HTMLElement>("[data-card]");
    dragged?.classList.add("is-dragged");
  });
  page.addEventListener("dragover", (event) => {
    const over = (event.target as HTMLElement).closest<HTMLElement>("[data-card]");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const names = cards(page).map((each) => each.dataset.card);
    if (names.indexOf(over.dataset.card) < names.indexOf(dragged.dataset.card)) over.before(dragged);
    else over.after(dragged);
  });
  page.addEventListener("drop", (event) => event.preventDefault());
  page.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    dragged.draggable = false;
    dragged = null;
    void keep(page);
  });
}

export function watchBoard(page: HTMLElement): void {
  watchDrag(page);
  page.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>(
      "[data-step], [data-hide], [data-show]",
    );
    if (!button) return;
    const card = button.closest<HTMLElement>("[data-card]");
    if (button.dataset.show) hide(page, button.dataset.show, false);
    else if (!card) return;
    else if (button.dataset.step) step(page, card, Number(button.dataset.step));
    else hide(page, card.dataset.card ?? "", true);
  });
}
