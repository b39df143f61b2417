import { expect, it } from "vitest";
import { arrange } from "./align";
import type { Box } from "./geometry";

const box = (x: number, y: number, width = 100, height = 50): Box => ({ x, y, width, height });

const three = new Map([
  ["a", box(0, 0)],
  ["b", box(130, 200, 200, 100)],
  ["c", box(500, 60)],
]);

function placed(how: Parameters<typeof arrange>[1], boxes: ReadonlyMap<string, Box> = three) {
  return Object.fromEntries([...arrange(boxes, how)].map(([key, { x, y }]) => [key, [x, y]]));
}

it("lines up edges and middles", () => {
  expect(placed("left")).toEqual({ a: [0, 0], b: [0, 200], c: [0, 60] });
  expect(placed("top")).toEqual({ a: [0, 0], b: [130, 0], c: [500, 0] });
  expect(placed("centre")).toEqual({ a: [250, 0], b: [200, 200], c: [250, 60] });
  expect(placed("middle")).toEqual({ a: [0, 130], b: [130, 100], c: [500, 130] });
});

it("makes the gaps even, on the grid, between the first and the last", () => {
  expect(placed("across")).toEqual({ a: [0, 0], b: [200, 200], c: [500, 60] });
  expect(placed("down")).toEqual({ a: [0, 0], c: [500, 100], b: [130, 200] });
});

it("one block has nothing to line up with, and two have one gap", () => {
  const [a, b] = three;
  expect(placed("left", new Map([a as [string, Box]]))).toEqual({});
  expect(placed("across", new Map([a, b] as [string, Box][]))).toEqual({});
  expect(placed("left", new Map())).toEqual({});
});
