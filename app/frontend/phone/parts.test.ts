import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commandOf } from "../../../browser/phone/channel";
import { refusal, renewAfter } from "./registration";
import { round } from "./sounds";
import { WORDS } from "./view";

test("the portal brings every text that the window says, and no other", () => {
  const source = readFileSync("app/browser_phone/texts.py", "utf-8");
  const brought = [...source.matchAll(/^ {4}"([\w.]+)": _\(/gm)].map(([, key]) => key);
  expect(brought.sort()).toEqual([...WORDS].sort());
});

test("only Alt and a letter is a command", () => {
  const key = (code: string, rest = {}) =>
    commandOf({ altKey: true, ctrlKey: false, metaKey: false, code, ...rest });
  expect(key("KeyA")).toBe("answer");
  expect(key("KeyX")).toBe("hangUp");
  expect(key("KeyM")).toBe("mute");
  expect(key("KeyB")).toBeNull();
  expect(key("KeyA", { altKey: false })).toBeNull();
  expect(key("KeyA", { ctrlKey: true })).toBeNull();
});

test("why there is no line is read off the answer", () => {
  expect(refusal(409, "line_taken")).toBe("taken");
  expect(refusal(422, "no_employee")).toBe("noEmployee");
  expect(refusal(401, "unauthorized")).toBe("signedOut");
  expect(refusal(400, "bad_request")).toBe("signedOut");
  expect(refusal(503, "switch_down")).toBe("away");
  expect(refusal(429, "too_many_requests")).toBe("away");
});

test("a line is renewed in good time", () => {
  expect(renewAfter(900_000)).toBe(300_000);
  expect(renewAfter(-5)).toBe(1000);
});

test("a rhythm is sound and quiet in turn", () => {
  expect(round([1, 4])).toEqual({ beats: [[0, 1]], length: 5 });
  const { beats, length } = round([0.4, 0.2, 0.4, 2]);
  expect(beats[1]?.[0]).toBeCloseTo(0.6);
  expect([beats.length, length]).toEqual([2, 3]);
});
