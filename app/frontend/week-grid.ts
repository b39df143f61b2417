// The week of a calendar as a grid that hours are drawn on. The fields for times below it are what is sent; the grid
// reads them and writes into them.
import {
  begunLater,
  DAY,
  drawn,
  endedLater,
  fits,
  freeHour,
  moved,
  readSpan,
  type Span,
  STEP,
  snap,
  writeTime,
} from "./week-hours";

const EDGE_PX = 7;
const LEAST_DRAG_PX = 4;
const HOURS = [0, 3, 6, 9, 12, 15, 18, 21];
type Change = (span: Span, minutes: number) => Span;

interface Drawn {
  day: number;
  row: HTMLElement;
  span: Span;
}

class WeekGrid {
  private readonly grid: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly names: string[];
  private readonly buttons = new Map<HTMLElement, HTMLButtonElement>();
  private columns: HTMLElement[] = [];
  private touched = false;

  constructor(private readonly place: HTMLElement) {
    this.grid = must(place.querySelector<HTMLElement>(".week-grid"));
    this.form = must(place.closest("form"));
    this.names = (place.dataset.days ?? "").split("|");
    place.hidden = false;
    this.form.addEventListener("change", (event) => {
      if ((event.target as HTMLElement).closest("[data-span]")) this.draw();
    });
    this.draw();
  }

  private rows(day: number): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>(`[data-day="${day}"] [data-span]`)];
  }

  private all(day: number): Drawn[] {
    return this.rows(day).flatMap((row) => {
      const [from, to] = fields(row);
      const span = readSpan(from.value, to.value);
      return span ? [{ day, row, span }] : [];
    });
  }

  private others(day: number, row: HTMLElement | null): Span[] {
    return this.all(day).flatMap((each) => (each.row === row ? [] : [each.span]));
  }

  private draw(): void {
    const focused = [...this.buttons].find(([, button]) => button === document.activeElement)?.[0];
    this.buttons.clear();
    this.columns = this.names.map((_, day) => this.column(day));
    this.grid.replaceChildren(hourMarks(), ...this.columns.map((column) => must(column.parentElement)));
    this.names.forEach((_, day) => {
      for (const each of this.all(day)) this.show(each);
    });
    if (focused) this.buttons.get(focused)?.focus();
  }

  private column(day: number): HTMLElement {
    const whole = element("div", "week-column");
    const add = element("button", "week-add") as HTMLButtonElement;
    add.type = "button";
    add.setAttribute("aria-label", this.said("add", { day: this.names[day] ?? "" }));
    add.addEventListener("click", () => this.addHour(day));
    const body = element("div", "week-body");
    body.addEventListener("pointerdown", (event) => this.begin(event, day));
    body.addEventListener("click", (event) => this.tapped(event, day));
    const head = element("div", "week-head");
    head.append([...(this.names[day] ?? "")].slice(0, 2).join(""), add);
    whole.append(head, body);
    return body;
  }

  private show(each: Drawn): void {
    const button = element("button", "week-span") as HTMLButtonElement;
    button.type = "button";
    button.addEventListener("keydown", (event) => this.pressed(event, each));
    this.buttons.set(each.row, button);
    this.columns[each.day]?.append(button);
    this.put(button, each.day, each.span);
    if (each.span.to > DAY) {
      const rest = element("div", "week-span is-rest");
      fill(rest, { from: 0, to: each.span.to - DAY });
      this.columns[(each.day + 1) % this.names.length]?.append(rest);
    }
  }

  private put(button: HTMLElement, day: number, span: Span): void {
    fill(button, { from: span.from, to: Math.min(span.to, DAY) });
    button.setAttribute("aria-label", this.words(day, span));
    button.innerHTML = "";
    button.append(
      Object.assign(element("span", "week-time"), {
        textContent: `${writeTime(span.from)}–${writeTime(span.to)}`,
      }),
    );
  }

  private words(day: number, span: Span): string {
    const next = span.to > DAY ? ` (${this.place.dataset.saidNext})` : "";
    return `${this.names[day]}, ${times(span)}${next}`;
  }

  private said(key: "add" | "removed" | "full", values: Record<string, string>): string {
    const template = this.place.dataset[`said${key[0]?.toUpperCase()}${key.slice(1)}`] ?? "";
    return template.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  private tell(sentence: string): void {
    must(this.place.querySelector("[data-said]")).textContent = sentence;
  }

  private pressed(event: KeyboardEvent, each: Drawn): void {
    const steps = { ArrowUp: -STEP, ArrowDown: STEP }[event.key];
    const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (steps !== undefined) this.change(each, (event.shiftKey ? endedLater : moved)(each.span, steps));
    else if (days !== undefined) this.change(each, each.span, (each.day + days + 7) % 7);
    else if (event.key === "Enter") this.addHour(each.day);
    else if (event.key === "Delete" || event.key === "Backspace") this.remove(each);
    else return;
    event.preventDefault();
  }

  private change(each: Drawn, span: Span, day: number = each.day): void {
    if (!fits(span, this.others(day, each.row))) {
      this.tell(this.said("full", { day: this.names[day] ?? "" }));
      this.draw();
      return;
    }
    let row = each.row;
    if (day !== each.day) {
      row = this.newRow(day);
      each.row.remove();
    }
    this.write(row, span);
    this.buttons.get(row)?.focus();
    this.tell(this.words(day, span));
  }

  private newRow(day: number): HTMLElement {
    const place = must(this.form.querySelector<HTMLElement>(`[data-day="${day}"]`));
    const template = must(place.querySelector("template"));
    const row = must(
      (template.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>("[data-span]"),
    );
    row.querySelector("[data-remove-span]")?.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.removeRow(row);
    });
    must(place.querySelector(".span-list")).append(row);
    return row;
  }

  private write(row: HTMLElement, span: Span): void {
    const [from, to] = fields(row);
    from.value = writeTime(span.from);
    to.value = writeTime(span.to);
    to.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private addHour(day: number): void {
    const span = freeHour(this.others(day, null));
    if (span) this.add(day, span);
    else this.tell(this.said("full", { day: this.names[day] ?? "" }));
  }

  private add(day: number, span: Span): void {
    if (!fits(span, this.others(day, null))) {
      this.tell(this.said("full", { day: this.names[day] ?? "" }));
      return;
    }
    const row = this.newRow(day);
    this.write(row, span);
    this.buttons.get(row)?.focus();
    this.tell(this.words(day, span));
  }

  private remove(each: Drawn): void {
    this.removeRow(each.row);
    this.tell(this.said("removed", { span: this.words(each.day, each.span) }));
    const left = this.all(each.day)[0];
    const next = left
      ? this.buttons.get(left.row)
      : this.columns[each.day]?.parentElement?.querySelector("button");
    next?.focus();
  }

  private removeRow(row: HTMLElement): void {
    row.remove();
    this.draw();
    this.form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** A finger scrolls the page on what is empty, and draws by a tap. */
  private tapped(event: MouseEvent, day: number): void {
    if (!this.touched || event.target !== this.columns[day]) return;
    const from = Math.floor(this.minuteAt(event.clientY) / 60) * 60;
    this.add(day, drawn(from, from + 60));
  }

  private begin(event: PointerEvent, day: number): void {
    this.touched = event.pointerType === "touch";
    const target = event.target as HTMLElement;
    const button = target.closest<HTMLButtonElement>("button.week-span");
    const each = button && this.all(day).find(({ row }) => this.buttons.get(row) === button);
    if (event.button !== 0 || target.closest(".is-rest")) return;
    if (each && button) this.drag(event, each, button);
    else if (!this.touched) this.drawNew(event, day);
  }

  private drawNew(event: PointerEvent, day: number): void {
    const column = must(this.columns[day]);
    const ghost = element("div", "week-span is-new");
    const start = this.minuteAt(event.clientY);
    const spanTo = (y: number): Span => drawn(start, this.minuteAt(y));
    event.preventDefault();
    follow(column, event, {
      move: (now) => {
        column.append(ghost);
        fill(ghost, spanTo(now.clientY));
      },
      end: (now) => {
        ghost.remove();
        const isClick = Math.abs(now.clientY - event.clientY) < LEAST_DRAG_PX;
        const hour = Math.floor(start / 60) * 60;
        this.add(day, isClick ? drawn(hour, hour + 60) : spanTo(now.clientY));
      },
      cancel: () => ghost.remove(),
    });
  }

  private drag(event: PointerEvent, each: Drawn, button: HTMLButtonElement): void {
    const change = this.changeAt(event, button, each.span);
    const start = this.minuteAt(event.clientY);
    const target = (now: PointerEvent): [Span, number] => [
      change(each.span, snap(this.minuteAt(now.clientY) - start)),
      change === moved ? this.dayAt(now.clientX, each.day) : each.day,
    ];
    button.focus();
    event.preventDefault();
    follow(button, event, {
      move: (now) => {
        const [span, day] = target(now);
        if (button.parentElement !== this.columns[day]) this.columns[day]?.append(button);
        this.put(button, day, span);
      },
      end: (now) => {
        const [span, day] = target(now);
        if (day !== each.day || span.from !== each.span.from || span.to !== each.span.to) {
          this.change(each, span, day);
        }
      },
      cancel: () => this.draw(),
    });
  }

  /** Near an edge it is that edge that is dragged. */
  private changeAt(event: PointerEvent, button: HTMLElement, span: Span): Change {
    const { top, bottom } = button.getBoundingClientRect();
    if (event.clientY - top < EDGE_PX) return begunLater;
    if (bottom - event.clientY < EDGE_PX && span.to <= DAY) return endedLater;
    return moved;
  }

  private minuteAt(y: number): number {
    const { top, height } = must(this.columns[0]).getBoundingClientRect();
    return ((y - top) / height) * DAY;
  }

  private dayAt(x: number, otherwise: number): number {
    const found = this.columns.findIndex((column) => {
      const { left, right } = column.getBoundingClientRect();
      return x >= left && x < right;
    });
    return found < 0 ? otherwise : found;
  }
}

interface Followed {
  move(event: PointerEvent): void;
  end(event: PointerEvent): void;
  cancel(): void;
}

/** Everything that the pointer does until it is let go. */
function follow(target: HTMLElement, begin: PointerEvent, { move, end, cancel }: Followed): void {
  const stop = new AbortController();
  const listen = (name: string, act: (event: PointerEvent) => void): void =>
    window.addEventListener(name, (event) => act(event as PointerEvent), { signal: stop.signal });
  target.classList.add("is-dragged");
  const finish = (): void => {
    stop.abort();
    target.classList.remove("is-dragged");
  };
  const mine = (event: PointerEvent): boolean => event.pointerId === begin.pointerId;
  listen("pointermove", (event) => mine(event) && move(event));
  listen("pointerup", (event) => {
    if (!mine(event)) return;
    finish();
    end(event);
  });
  listen("pointercancel", (event) => {
    if (!mine(event)) return;
    finish();
    cancel();
  });
}

function times({ from, to }: Span): string {
  return `${writeTime(from)}–${writeTime(to)}`;
}

function fields(row: HTMLElement): [HTMLInputElement, HTMLInputElement] {
  const [from, to] = row.querySelectorAll("input");
  return [must(from), must(to)];
}

function fill(block: HTMLElement, { from, to }: Span): void {
  block.style.top = `${(100 * from) / DAY}%`;
  block.style.height = `${(100 * (to - from)) / DAY}%`;
}

function hourMarks(): HTMLElement {
  const marks = element("div", "week-hours");
  marks.setAttribute("aria-hidden", "true");
  for (const hour of HOURS) {
    const mark = element("span", "");
    mark.textContent = `${hour}:00`;
    mark.style.top = `${(100 * hour) / 24}%`;
    marks.append(mark);
  }
  return marks;
}

function element(tag: string, className: string): HTMLElement {
  return Object.assign(document.createElement(tag), { className });
}

function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("the page of a calendar lacks a part");
  return value;
}

function enhance(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-week][hidden]")) new WeekGrid(place);
}

document.addEventListener("htmx:load", enhance);
enhance();
