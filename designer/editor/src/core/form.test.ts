import { describe, expect, it } from "vitest";
import type { FieldSpec } from "./catalogue";
import { ask, call, references, say } from "./fixture";
import {
  type Control,
  controlsFor,
  findReference,
  kindOf,
  plainName,
  readNumber,
  referenceGroups,
  toggleKey,
} from "./form";

function control(settings: Record<string, unknown>, name: string, spec = call): Control {
  const found = controlsFor(spec, settings, references).find((one) => one.name === name);
  if (!found) throw new Error(`no control ${name}`);
  return found;
}

it("each setting has a control of its kind, with its default", () => {
  const controls = controlsFor(call, {}, references);
  expect(controls.map(({ name, kind, value }) => [name, kind, value])).toEqual([
    ["who", "reference", ""],
    ["ring_s", "number", 25],
    ["how", "choice", "all"],
    ["record", "flag", true],
    ["note", "text", ""],
  ]);
});

it.each([
  ["ring_s", 2, { code: "too_low", limit: 3 }],
  ["ring_s", 3, null],
  ["ring_s", 120, null],
  ["ring_s", 121, { code: "too_high", limit: 120 }],
  ["how", "sometimes", { code: "unknown_choice" }],
  ["who", "", { code: "required" }],
  ["who", "employee:999", { code: "gone" }],
  ["who", "employee:101", null],
])("%s %j hints %j", (name, value, hint) => {
  expect(control({ [name]: value }, name).hint).toEqual(hint);
});

it("a menu without keys asks for one", () => {
  expect(control({ keys: [] }, "keys", ask).hint).toEqual({ code: "no_keys" });
  expect(control({ keys: ["1"] }, "keys", ask).hint).toBeNull();
});

it("a value of the wrong kind is shown as none, not as something else", () => {
  expect(control({ ring_s: "25" }, "ring_s").value).toBeNull();
  expect(control({ record: "yes" }, "record").value).toBe(false);
  expect(control({ who: 101 }, "who").value).toBe("");
});

it("a kind of setting that is newer than the editor is shown as it is", () => {
  const newer = { ...call, fields: [{ ...call.fields[0], kind: "colour" }] } as typeof call;
  expect(control({ who: { r: 1 } }, "who", newer)).toMatchObject({ kind: "other", value: { r: 1 } });
});

describe("references", () => {
  it("of several kinds carry their kind, so that equal names differ", () => {
    const groups = referenceGroups(call.fields[0] as never, references);
    expect(groups.map((group) => group.options.map((option) => option.name))).toEqual([
      ["employee:101"],
      ["group:101"],
    ]);
    expect(findReference(groups, "group:101")?.label).toBe("The 101s");
    expect(findReference(groups, "101")).toBeNull();
  });

  it("of one kind are plain names, and show what they say", () => {
    const found = control({ text: "hello" }, "text", say);
    expect(found.kind === "reference" && found.chosen?.text).toBe("Hello and welcome.");
  });
});

it.each([
  ["25", 25],
  [" 1,5 ", 1.5],
  ["-3", -3],
  ["", undefined],
  ["1e3", undefined],
  ["12 s", undefined],
  ["1.", undefined],
])("%j is read as %j", (text, number) => {
  expect(readNumber(text)).toBe(number);
});

it("keys stay in the order of a telephone", () => {
  expect(toggleKey(["2", "#"], "1")).toEqual(["1", "2", "#"]);
  expect(toggleKey(["1", "9"], "0")).toEqual(["1", "9", "0"]);
  expect(toggleKey(["1", "2"], "1")).toEqual(["2"]);
});

it("a reference tells its kind, and its name without it", () => {
  const several = referenceGroups(call.fields[0] as FieldSpec, references);
  expect(kindOf(several, "group:101")).toBe("group");
  expect(plainName(several, "group:101")).toBe("101");
  expect(kindOf(several, "")).toBeUndefined();
  const one = referenceGroups(say.fields[0] as FieldSpec, references);
  expect(kindOf(one, "")).toBe("prompt");
  expect(plainName(one, "hello")).toBe("hello");
});
