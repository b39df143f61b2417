import { expect, it } from "vitest";
import { area, ceiling, hoursShown, line, part, points, stack } from "./bars";

it("draws a line from edge to edge", () => {
  expect(points(line([0, 2, 4], 4, 80, 30))).toBe("0,30 40,15 80,0");
  expect(area(line([0, 4], 4, 80, 30), 30)).toBe("0,30 0,30 80,0 80,30");
});

it("draws a day without calls flat, and nothing of nothing", () => {
  expect(points(line([0, 0], 0, 80, 30))).toBe("0,30 80,30");
  expect(area([], 30)).toBe("");
});

it.each([
  [47, 50],
  [51, 100],
  [9, 10],
  [3, 4],
  [1, 2],
  [0, 2],
  [120, 200],
])("a chart of %i ends at %i", (largest, top) => {
  expect(ceiling(largest)).toBe(top);
});

it("fills no more than a whole bar, and none for a figure without calls", () => {
  expect([part(5, 10), part(20, 10), part(null, 10), part(3, 0), part(-1, 4)]).toEqual([0.5, 1, 0, 0, 0]);
});

it("lays amounts end to end", () => {
  expect(
    stack(
      [
        ["a", 3],
        ["b", 0],
        ["c", 1],
      ],
      4,
      100,
    ),
  ).toEqual([
    { name: "a", from: 0, size: 75 },
    { name: "c", from: 75, size: 25 },
  ]);
});

it("shows the hours of a working day, and those with calls", () => {
  const day = (calls: number[], usual: number[] = []) =>
    Array.from({ length: 24 }, (_, hour) => ({
      hour,
      calls: Number(calls.includes(hour)),
      usual: usual.includes(hour) ? 2.5 : null,
    }));
  const ends = (rows: { hour: number }[]) => [rows[0]?.hour, rows.at(-1)?.hour];
  expect(ends(hoursShown(day([])))).toEqual([8, 17]);
  expect(ends(hoursShown(day([14])))).toEqual([8, 17]);
  expect(ends(hoursShown(day([6], [21])))).toEqual([6, 21]);
  expect(hoursShown([])).toEqual([]);
});
