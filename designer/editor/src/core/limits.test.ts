import { expect, it } from "vitest";
import { drawing, node } from "./fixture";
import { excess, MOST_NODES } from "./limits";

const sized = (count: number) => ({
  ...drawing(),
  nodes: Array.from({ length: count }, (_, at) => node(`n${at}`, "say")),
});

it("tells what a change makes too much of", () => {
  expect(excess(drawing(), sized(MOST_NODES))).toBeNull();
  expect(excess(drawing(), sized(MOST_NODES + 1))).toEqual({ what: "nodes", count: 2001, most: 2000 });
});

it("a drawing that is too large already may become smaller", () => {
  expect(excess(sized(2050), sized(2040))).toBeNull();
});
