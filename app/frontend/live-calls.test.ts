import { describe, expect, it } from "vitest";
import { count, elapsed, knownAs, type LiveCall, named, resting } from "./live-calls";

function call(changes: Partial<LiveCall>): LiveCall {
  const since = "2026-11-24T10:00:00+00:00";
  return { id: "a", caller: "+49", number: "+4930", node: "Menu", rings: [], talks: [], since, ...changes };
}

describe("count", () => {
  it("counts each call once: one that talks while others still ring is talking", () => {
    const calls = [call({}), call({ rings: ["101"] }), call({ rings: ["102"], talks: ["101"] })];
    expect(count(calls)).toEqual({ all: 3, ringing: 1, talking: 1 });
  });
});

describe("elapsed", () => {
  const at = (text: string) => Date.parse(text);
  it.each([
    ["2026-11-24T10:00:00Z", "0:00"],
    ["2026-11-24T10:01:05Z", "1:05"],
    ["2026-11-24T11:01:05.900Z", "1:01:05"],
    ["2026-11-24T09:59:00Z", "0:00"],
  ])("at %s it is %s", (now, shown) => {
    expect(elapsed("2026-11-24T10:00:00+00:00", at(now))).toBe(shown);
  });
});

describe("knownAs", () => {
  const words = { anonymous: "anonym", unknown: "unbekannt" };
  it.each([
    ["+49301", "+49301"],
    ["anonymous", "anonym"],
    ["", "unbekannt"],
  ])("%s is %s", (caller, shown) => {
    expect(knownAs(caller, words)).toBe(shown);
  });
});

describe("named", () => {
  it("shows the extension of somebody who is not known any more", () => {
    expect(named(["101", "999"], { 101: "Anna Berg (101)" })).toBe("Anna Berg (101), 999");
  });
});

it("who rests after a talk is shown until they are back", () => {
  const wrapUps = [
    { extension: "101", until: 9_000 },
    { extension: "102", until: 70_500 },
    { extension: "103", until: 10_000 },
  ];
  expect(resting(wrapUps, 10_000)).toEqual([{ extension: "102", left: "1:01" }]);
  expect(resting(wrapUps, 8_999)).toContainEqual({ extension: "101", left: "0:01" });
});
