import { expect, it } from "vitest";
import { translator } from "../i18n";
import { english } from "../words/english";
import { hops, type LiveCall, liveMarks } from "./trafficLive";

const t = translator(english);
const WAY = [
  { block: "begin", outlet: "", at: 0 },
  { block: "ask", outlet: "next", at: 1 },
  { block: "say", outlet: "1", at: 2 },
];

function call(id: string, length: number, part: Partial<LiveCall> = {}): LiveCall {
  const stops = WAY.slice(0, length);
  const rest = { caller: "+49", number: "+4930", node: "", rings: [], talks: [], since: "" };
  return { id, ...rest, stops, stops_in_all: stops.length, ...part };
}

it("a call that moves on goes along the wires in between", () => {
  expect(hops([call("a", 1)], [call("a", 3)])).toEqual(["begin next", "ask 1"]);
  expect(hops([call("a", 3)], [call("a", 3)])).toEqual([]);
  expect(hops([call("a", 3)], [])).toEqual([]);
});

it("a call that has come goes along all of its way", () => {
  expect(hops([], [call("a", 2)])).toEqual(["begin next"]);
});

it("of a long way only the end is told", () => {
  const later = call("a", 3, { stops: WAY.slice(1), stops_in_all: 13 });
  expect(hops([call("a", 2)], [later])).toEqual(["ask 1"]);
  const oneMore = call("a", 3, { stops: WAY, stops_in_all: 13 });
  expect(hops([{ ...oneMore, stops_in_all: 12 }], [oneMore])).toEqual(["ask 1"]);
});

it("an outlet that nobody can tell is no wire", () => {
  const unknown = call("a", 2, { stops: WAY.slice(0, 2).map((stop) => ({ ...stop, outlet: "" })) });
  expect(hops([], [unknown])).toEqual([]);
});

it("blocks say how many calls are there, and wires how many go along", () => {
  const marks = liveMarks([call("a", 2), call("b", 2), call("c", 3)], ["ask 1", "ask 1"], t);
  expect(marks.blocks.get("ask")).toEqual({ tone: "here", badge: "2", title: "2 calls are here now" });
  expect(marks.blocks.get("say")).toMatchObject({ badge: "1", title: "1 call is here now" });
  expect(marks.wires.get("ask 1")?.calls).toBe(2);
});
