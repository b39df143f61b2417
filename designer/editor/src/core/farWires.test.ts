import { expect, it } from "vitest";
import { nearWires, pathOfWires } from "./farWires";
import { drawing, specs, wire } from "./fixture";
import { wiredOutlets } from "./outlets";
import { canvasNodes, canvasWires, choose } from "./view";

const graph = { ...drawing(), wires: [...drawing().wires, wire("ask", "gone", "say")] };
const nodes = canvasNodes(graph, specs, []);
const wires = canvasWires(graph, specs, [], () => "");
const wired = wiredOutlets(graph.wires);
const starts = (path: string) =>
  [...path.matchAll(/M *(\S+?)[ ,](\S+?)(?= ?[LQC])/g)].map((m) => `${m[1]} ${m[2]}`);

it("all wires are one path, each from the row of its outlet, strays among them", () => {
  const path = pathOfWires(nodes, wires, wired);
  expect(starts(path)).toEqual(["220 72", "520 72", "520 128", "820 72", "520 156"]);
});

it("a wire at a block that is left out is left out", () => {
  const others = nodes.filter((node) => node.id !== "ask");
  expect(starts(pathOfWires(others, wires, wired))).toEqual(["820 72"]);
});

it("near are the wires that are chosen, and those at a chosen block", () => {
  expect(nearWires(nodes, wires)).toEqual([]);
  const atSay = nearWires(
    choose(nodes, (node) => node.id === "say"),
    wires,
  );
  expect(atSay.map(({ source, target }) => `${source} ${target}`)).toEqual([
    "ask say",
    "say stop",
    "ask say",
  ]);
  const chosen = choose(wires, (one) => one.source === "begin");
  expect(nearWires(nodes, chosen).map(({ source }) => source)).toEqual(["begin"]);
});
