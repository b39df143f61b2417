// The page Statistics: pictures, tables, the bar of filters, and the order of the cards.
import "./cards.css";
import "./statistics.css";
import { watchAsking } from "./ask";
import { watchBoard } from "./board";
import { drawIn, savePicture, toggle, watchTheme } from "./pictures";
import { isFound, nextDirection, range, sorted } from "./rows";

const page = document.querySelector<HTMLElement>("#statistics");
if (!page) throw new Error("the page has no #statistics");

function sortBy(heading: HTMLElement): void {
  const table = heading.closest("table");
  const body = table?.tBodies[0];
  const row = heading.parentElement;
  if (!table || !body || !row) return;
  const column = [...row.children].indexOf(heading);
  const isText = !heading.classList.contains("text-end");
  const direction = nextDirection(heading.getAttribute("aria-sort"), isText);
  for (const other of row.children) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", direction);
  const rows = [...body.rows];
  const order = sorted(
    rows.map((each) => (each.cells[column] as HTMLElement | undefined)?.dataset.order ?? ""),
    direction,
  );
  body.append(...order.map((place) => rows[place] as HTMLTableRowElement));
  showFirst(table);
}

function showFirst(table: HTMLTableElement): void {
  const open = Number(table.dataset.openRows ?? 0);
  [...(table.tBodies[0]?.rows ?? [])].forEach((row, place) => {
    row.hidden = open > 0 && place >= open;
  });
}

function showAll(button: HTMLElement): void {
  const table = button.closest(".stat-inside")?.querySelector("table");
  if (table) {
    table.dataset.openRows = "0";
    showFirst(table);
  }
  button.remove();
}

function search(field: HTMLInputElement): void {
  const list = field.parentElement?.querySelectorAll<HTMLElement>("[data-found]") ?? [];
  for (const each of list) each.hidden = !isFound(each.textContent ?? "", field.value);
}

function choose(option: HTMLElement): void {
  for (const each of option.parentElement?.children ?? [])
    each.setAttribute("aria-pressed", String(each === option));
}

/** The list of filters gives way to the form of one, and comes back. */
function showFilters(isList: boolean): void {
  const list = page?.querySelector<HTMLElement>("[data-filter-list]");
  const form = page?.querySelector<HTMLElement>("#filter-form");
  if (!list || !form) return;
  list.hidden = !isList;
  if (isList) form.replaceChildren();
}

const clicks: Record<string, (button: HTMLElement) => unknown> = {
  "[data-sortable-table] th button": (button) => sortBy(button.parentElement as HTMLElement),
  "[data-all-rows]": showAll,
  "[data-trace]": toggle,
  "[data-option]": choose,
  "[data-filter-back]": () => showFilters(true),
  "[data-filter-button]": () => showFilters(true),
  "[data-picture]": (button) => {
    const card = button.closest<HTMLElement>("[data-card]");
    const place = card?.querySelector<HTMLElement>("[data-figure]");
    return place && savePicture(place, card?.dataset.card ?? "");
  },
};

page.addEventListener("click", (event) => {
  for (const [selector, act] of Object.entries(clicks)) {
    const button = (event.target as HTMLElement).closest<HTMLElement>(selector);
    if (button) void act(button);
  }
});

page.addEventListener("input", (event) => {
  const field = event.target as HTMLInputElement;
  if (field.matches("[data-search]")) search(field);
});

page.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const ends = form.querySelector("[data-range]");
  if (!ends) return;
  const value = (name: string) => ends.querySelector<HTMLInputElement>(`[data-${name}]`)?.value ?? "";
  const both = ends.querySelector<HTMLInputElement>("[data-both]");
  if (!both) return;
  both.value = range(value("least"), value("most"));
  both.disabled = !both.value;
});

document.addEventListener("htmx:afterSwap", (event) => {
  const target = (event as CustomEvent<{ target: HTMLElement }>).detail.target;
  target.setAttribute("aria-busy", "false");
  if (target.id === "filter-form") {
    showFilters(false);
    target.querySelector<HTMLElement>("input:not([type=hidden])")?.focus();
  }
  drawIn(target);
});

/** A card that could not be loaded says so, and offers to try again. */
function fail(event: Event): void {
  const target = (event as CustomEvent<{ target: HTMLElement }>).detail.target;
  if (!page || !target?.matches(".stat-inside, #sums")) return;
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = page.dataset.failed ?? "";
  const again = document.createElement("button");
  again.type = "button";
  again.className = "btn btn-sm";
  again.textContent = page.dataset.again ?? "";
  again.addEventListener("click", () => window.htmx.trigger(target, "again", {}));
  const place = document.createElement("div");
  place.className = "stat-body stat-none";
  place.append(said, again);
  target.replaceChildren(place);
  target.setAttribute("aria-busy", "false");
}
document.addEventListener("htmx:responseError", fail);
document.addEventListener("htmx:sendError", fail);

watchTheme();
watchBoard(page);
watchAsking(page);
