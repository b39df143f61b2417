import { expect, it } from "vitest";
import type { Traffic } from "../api/traffic";
import { translator } from "../i18n";
import { english } from "../words/english";
import { drawing } from "./fixture";
import { heatMarks, heatRows } from "./trafficHeat";

const t = translator(english);
const percent = (share: number) => `${Math.round(100 * share)} %`;

function block(node: string, calls: number, part: object = {}) {
  return { node, name: `Old ${node}`, calls, seconds: 65, hung_up: 0, outlets: [], ...part };
}

const traffic: Traffic = {
  from: "2026-11-01",
  to: "2026-11-07",
  calls: 100,
  hung_up: 30,
  in_progress: 0,
  chips: [],
  query: [],
  blocks: [
    block("gone", 60),
    block("say", 62, { hung_up: 3, seconds: null }),
    block("ask", 100, { hung_up: 27, outlets: [{ outlet: "1", calls: 62, share: 0.62 }] }),
    block("begin", 100, { outlets: [{ outlet: "next", calls: 100, share: 1 }] }),
  ],
};

it("wires are as wide as their traffic, and say their share", () => {
  const { wires } = heatMarks(drawing(), traffic, t, percent);
  expect(wires.get("begin next")).toEqual({ width: 8, badge: "100 %" });
  expect(wires.get("ask 1")?.badge).toBe("62 %");
  expect(wires.get("ask 1")?.width).toBeCloseTo(5.53);
  expect(wires.get("say next")).toEqual({ tone: "aside" });
});

it("a block says how many came and for how long, and stands out where callers hang up", () => {
  const { blocks } = heatMarks(drawing(), traffic, t, percent);
  expect(blocks.get("begin")).toEqual({
    tone: undefined,
    badge: "100 · 1:05",
    title: "Calls: 100, 1:05 on average",
  });
  expect(blocks.get("ask")).toMatchObject({ tone: "lost", badge: "100 · 1:05 · 27 hung up" });
  expect(blocks.get("say")).toEqual({ tone: undefined, badge: "62", title: "Calls: 62, hung up here: 3" });
});

it("the busiest block comes first, and what is no longer drawn comes last", () => {
  expect(heatRows(drawing(), traffic).map((row) => row.block.node)).toEqual(["ask", "begin", "say", "gone"]);
});
