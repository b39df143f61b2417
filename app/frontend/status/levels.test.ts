import { describe, expect, it } from "vitest";
import { alarms, levelOf, targetOf } from "./levels";
import type { Chosen, Definition, Figure } from "./rows";

const SHARE: Definition = {
  name: "service_level",
  label: "",
  words: "",
  formula: "",
  unit: "share",
  currency: "",
  better: "more",
  is_default: true,
  target: { watch: 0.8, act: 0.6 },
  judged: "value",
};
const WAITING: Definition = {
  ...SHARE,
  name: "waiting",
  unit: "calls",
  currency: "",
  better: "less",
  judged: "since",
  target: { watch: 30, act: 60 },
};
const PLAIN: Chosen = { name: "waiting", watch: null, act: null, sound: "", notify: "", message: "" };

function figure(changes: Partial<Figure>): Figure {
  return { value: 0, of: null, parts: {}, since: null, usual: null, text: "", href: "", ...changes };
}

describe("the level of a figure", () => {
  it.each([
    [0.9, "ok"],
    [0.8, "ok"],
    [0.7999, "watch"],
    [0.6, "watch"],
    [0.59, "act"],
  ])("%f in time is %s", (value, level) => {
    expect(levelOf(SHARE, figure({ value }), SHARE.target, 0)).toBe(level);
  });

  it("has none before any calls, whatever the target", () => {
    expect(levelOf(SHARE, figure({ value: null }), SHARE.target, 0)).toBe("");
  });

  it.each([
    [null, "ok"],
    [71_000, "ok"],
    [69_000, "watch"],
    [39_000, "act"],
  ])("since %s at 100 s is %s", (since, level) => {
    expect(levelOf(WAITING, figure({ value: since === null ? 0 : 1, since }), WAITING.target, 100_000)).toBe(
      level,
    );
  });

  it("has none where neither more nor less is better, or the user wants none", () => {
    expect(levelOf({ ...SHARE, better: "" }, figure({ value: 0 }), SHARE.target, 0)).toBe("");
    expect(targetOf(WAITING, { ...PLAIN, off: true })).toBeNull();
  });

  it("is by the user's own target where they have one", () => {
    expect(targetOf(WAITING, { ...PLAIN, act: 20 })).toEqual({ watch: 30, act: 20 });
    expect(targetOf({ ...WAITING, target: null }, { ...PLAIN, act: 20 })).toBeNull();
  });
});

describe("alarms", () => {
  const sounding = [{ ...PLAIN, sound: "act" as const, notify: "watch" as const }];

  it("come once, when a figure becomes as bad as the user said", () => {
    expect(alarms({ waiting: "watch" }, { waiting: "act" }, sounding)).toEqual([
      { name: "waiting", level: "act", sound: true, notify: false },
    ]);
    expect(alarms({ waiting: "act" }, { waiting: "act" }, sounding)).toEqual([]);
    expect(alarms({ waiting: "ok" }, { waiting: "watch" }, sounding)).toEqual([
      { name: "waiting", level: "watch", sound: false, notify: true },
    ]);
  });

  it("don't come when a figure gets better, has no calls, or the page has just been opened", () => {
    expect(alarms({ waiting: "act" }, { waiting: "watch" }, sounding)).toEqual([]);
    expect(alarms({ waiting: "ok" }, { waiting: "" }, sounding)).toEqual([]);
    expect(alarms({}, { waiting: "act" }, sounding)).toEqual([]);
    expect(alarms({ waiting: "ok" }, { waiting: "act" }, [PLAIN])).toEqual([]);
  });
});
