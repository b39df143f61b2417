import { expect, it } from "vitest";
import { emptyHistory, type History, record, redo, seal, undo } from "./history";

/** A history with its present, so that tests read as a person edits. */
class Draft {
  constructor(
    readonly now: string,
    readonly history: History<string> = emptyHistory(),
  ) {}

  edit(to: string, tag?: string) {
    return new Draft(to, record(this.history, this.now, tag));
  }

  step(move: typeof undo) {
    const moved = move(this.history, this.now);
    return moved && new Draft(moved.value, moved.history);
  }

  seal() {
    return new Draft(this.now, seal(this.history));
  }
}

it("goes back and forth through every edit", () => {
  const drawn = new Draft("a").edit("b").edit("c");
  const back = drawn.step(undo)?.step(undo);
  expect(back?.now).toBe("a");
  expect(back?.step(undo)).toBeNull();
  const forth = back?.step(redo)?.step(redo);
  expect(forth?.now).toBe("c");
  expect(forth?.step(redo)).toBeNull();
});

it("forgets what was undone once something else is drawn", () => {
  const other = new Draft("a").edit("b").step(undo)?.edit("x");
  expect(other?.step(redo)).toBeNull();
  expect(other?.step(undo)?.now).toBe("a");
});

it("takes edits of one kind as one step", () => {
  const typed = new Draft("").edit("h", "label").edit("he", "label").edit("hey", "label");
  expect(typed.step(undo)?.now).toBe("");
});

it("begins a new step with another tag, without one, after a seal and after an undo", () => {
  const typed = new Draft("").edit("h", "label");
  expect(typed.edit("x", "other").step(undo)?.now).toBe("h");
  expect(typed.edit("x").edit("y").step(undo)?.now).toBe("x");
  expect(typed.seal().edit("he", "label").step(undo)?.now).toBe("h");
  const redone = typed.step(undo)?.step(redo);
  expect(redone?.edit("he", "label").step(undo)?.now).toBe("h");
});

it("keeps the last two hundred steps", () => {
  let draft: Draft | null = new Draft("0");
  for (let step = 1; step <= 250; step++) draft = draft.edit(String(step));
  let oldest = draft;
  for (; draft; draft = draft.step(undo)) oldest = draft;
  expect(oldest.now).toBe("50");
});
