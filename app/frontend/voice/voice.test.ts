import { expect, test } from "vitest";
import { isWhole, tenths, within } from "./cut";
import { clock, say, size } from "./words";

test("a part is never outside the sound, and never empty", () => {
  expect(within(10, 2, 4)).toEqual({ from: 2, to: 4 });
  expect(within(10, -3, 99)).toEqual({ from: 0, to: 10 });
  expect(within(10, Number.NaN, Number.NaN)).toEqual({ from: 0, to: 10 });
  const crossed = within(10, 6, 4);
  expect(crossed.to - crossed.from).toBeCloseTo(0.1);
  expect(crossed.to).toBe(4);
  expect(within(10, 0, -1).from).toBe(0);
});

test("what is hardly cut is whole", () => {
  expect(isWhole(10, { from: 0.04, to: 9.96 })).toBe(true);
  expect(isWhole(10, { from: 0.1, to: 10 })).toBe(false);
  expect(tenths(1.2600001)).toBe("1.3");
});

test("times, sizes and sentences are for people", () => {
  expect([clock(0), clock(7.4), clock(61), clock(750)]).toEqual(["0:00", "0:07", "1:01", "12:30"]);
  expect([size(12), size(2048), size(52_428_800)]).toEqual(["1 kB", "2 kB", "50.0 MB"]);
  expect(say({ a: "{x} of {y}, {z}" }, "a", { x: "1", y: "2" })).toBe("1 of 2, {z}");
});
