import { expect, it } from "vitest";
import type { CallStep } from "../api/traffic";
import { translator } from "../i18n";
import { english } from "../words/english";
import { duration } from "./duration";
import { drawing, wire } from "./fixture";
import { stepAt, traceMarks } from "./trafficTrace";

const t = translator(english);

function step(at_s: number, node: string, outlet: string | null): CallStep {
  return { at_s, node, outlet, place: "", sentences: [] };
}

const STEPS = [step(0, "begin", ""), step(0, "ask", "next"), step(3, "ask", null), step(3, "say", "1")];

it("the way is lit, and where the call is stands out", () => {
  const { blocks, wires } = traceMarks(STEPS, 2, drawing().wires, t);
  expect([...blocks].map(([id, { tone, badge }]) => [id, tone, badge])).toEqual([
    ["begin", "walked", "1"],
    ["ask", "here", "2"],
    ["say", "walked", "3"],
  ]);
  expect(blocks.get("ask")?.title).toBe("Station 2; the call is here");
  expect([...wires.keys()]).toEqual(["begin next", "ask 1"]);
});

it("a block that a call came to twice says both", () => {
  const again = [...STEPS, step(5, "ask", "next")];
  expect(traceMarks(again, 0, drawing().wires, t).blocks.get("ask")?.badge).toBe("2, 4");
});

it("by an unknown outlet, each wire that leads there may have been it", () => {
  const steps = [step(0, "ask", ""), step(1, "say", "")];
  const wires = [wire("ask", "1", "say"), wire("ask", "2", "say"), wire("ask", "silence", "stop")];
  expect([...traceMarks(steps, 0, wires, t).wires.keys()]).toEqual(["ask 1", "ask 2"]);
});

it("a moment of the call is in the last step that has begun", () => {
  expect([0, 2.9, 3, 99].map((at) => stepAt(STEPS, at))).toEqual([1, 1, 3, 3]);
  expect(stepAt([], 1)).toBe(0);
});

it("a duration is written as a clock counts", () => {
  expect([0, 65.9, 3661, -3].map(duration)).toEqual(["0:00", "1:05", "1:01:01", "0:00"]);
});
