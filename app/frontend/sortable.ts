// Lists whose order matters: a line is dragged, or moved by its arrows.

function move(item: Element, steps: number): void {
  const target = steps < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (steps < 0) target?.before(item);
  else target?.after(item);
}

function makeSortable(list: HTMLElement): void {
  let dragged: HTMLElement | null = null;
  for (const item of list.children) (item as HTMLElement).draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = (event.target as HTMLElement).closest("li");
  });
  list.addEventListener("dragover", (event) => {
    const over = (event.target as HTMLElement).closest("li");
    if (!dragged || !over) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    dragged = null;
  });
  list.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>("[data-move]");
    const item = button?.closest("li");
    if (!button || !item) return;
    move(item, Number(button.dataset.move));
    button.focus();
  });
}

for (const list of document.querySelectorAll<HTMLElement>("[data-sortable]")) makeSortable(list);
