import { expect, test } from "vitest";
import { rowAfter, STEPS } from "./row-steps";

const DOWN = STEPS.j ?? 0;
const UP = STEPS.k ?? 0;

test("J goes down and K up, and not beyond the ends", () => {
  expect(rowAfter(0, DOWN, [10, 20, 30])).toBe(1);
  expect(rowAfter(1, UP, [10, 20, 30])).toBe(0);
  expect(rowAfter(0, UP, [10, 20, 30])).toBe(-1);
  expect(rowAfter(2, DOWN, [10, 20, 30])).toBe(-1);
});

test("the first press goes to the first row on the screen", () => {
  expect(rowAfter(-1, DOWN, [-50, -5, 25, 60])).toBe(2);
  expect(rowAfter(-1, UP, [10, 20])).toBe(0);
  expect(rowAfter(-1, DOWN, [-50, -5])).toBe(-1);
  expect(rowAfter(-1, DOWN, [])).toBe(-1);
});
