import { expect, it } from "vitest";
import { ask, call, node, references, say, stop } from "./fixture";
import { summaryOf } from "./summary";

const texts = (spec: typeof say, settings: Record<string, unknown>) =>
  summaryOf(spec, node("x", spec.type, settings), references).map((part) =>
    part.missing ? `no ${part.text}` : part.text,
  );

it("names what a block refers to, by its label", () => {
  expect(texts(say, { text: "hello" })).toEqual(["Hello!"]);
  expect(texts(call, { who: "group:101" })).toEqual(["The 101s"]);
});

it("names what is gone as the drawing names it", () => {
  expect(texts(say, { text: "old" })).toEqual(["old"]);
});

it("says what is missing", () => {
  expect(texts(say, { text: "" })).toEqual(["no TEXT"]);
  expect(texts(ask, { keys: [] })).toEqual(["no KEYS"]);
});

it("leaves out what is as always, and shows what is not", () => {
  const usual = { who: "employee:101", ring_s: 25, how: "all", record: true };
  expect(texts(call, usual)).toEqual(["Anna"]);
  expect(texts(call, { ...usual, ring_s: 40, note: "quiet" })).toEqual(["Anna", "40 s", "quiet"]);
  expect(texts(stop, {})).toEqual([]);
});

it("shows the keys, which differ from block to block", () => {
  expect(texts(ask, { keys: ["1", "2", "#"] })).toEqual(["1 2 #"]);
});
