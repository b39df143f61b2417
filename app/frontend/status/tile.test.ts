import { describe, expect, it } from "vitest";
import type { Definition, Figure } from "./rows";
import { tileOf } from "./tile";

const PLACE = { language: "en", zone: "Europe/Berlin" };
const CALLS: Definition = {
  name: "load",
  label: "Calls now",
  words: "",
  formula: "",
  unit: "calls",
  currency: "",
  better: "",
  is_default: true,
  target: null,
  judged: "value",
};

function tile(definition: Partial<Definition>, figure: Partial<Figure>, now = 0) {
  const plain = { value: 0, of: null, parts: {}, since: null, usual: null, text: "", href: "" };
  return tileOf({ ...CALLS, ...definition }, { ...plain, ...figure }, undefined, now, PLACE);
}

describe("a tile", () => {
  it("shows a dash and the words, in no colour, where there is nothing to divide", () => {
    const level = { unit: "share", better: "more", target: { watch: 0.8, act: 0.6 } } as const;
    const found = tile(level, { value: null, text: "No calls yet" });
    expect(found).toMatchObject({
      figure: "–",
      text: "No calls yet",
      level: "",
      target: "",
      bar: { is: "none" },
    });
  });

  it("shows money with its currency", () => {
    expect(tile({ unit: "money", currency: "EUR" }, { value: 12.4 }).figure).toBe("€12.40");
  });

  it("names the threshold that was passed", () => {
    const waiting = { better: "less", judged: "since", target: { watch: 30, act: 60 } } as const;
    const found = tile(waiting, { value: 4, since: 10_000 }, 200_000);
    expect(found).toMatchObject({ figure: "4", lasts: "3:10", level: "act", target: "1:00" });
    expect(tile(waiting, { value: 1, since: 10_000 }, 55_000)).toMatchObject({
      level: "watch",
      target: "0:30",
    });
  });

  it("fills the numbers into its formula, with the very figure that it shows", () => {
    const level = { unit: "share", better: "more", target: { watch: 0.8, act: 0.6 } } as const;
    expect(tile(level, { value: 0.7996, filled: "1,999 of 2,500" }).filled).toBe(
      "1,999 of 2,500 = 79.9\u00a0%",
    );
    expect(tile({}, { value: 4 }).filled).toBe("= 4");
    expect(tile(level, { value: null }).filled).toBe("");
  });

  it("runs where it is a time itself", () => {
    expect(tile({ unit: "seconds" }, { value: 3, since: 10_000 }, 75_000)).toMatchObject({
      figure: "1:05",
      lasts: "",
    });
  });

  it("stacks outcomes up to all calls, and directions up to their sum", () => {
    const parts = { answered: 143, missed: 6, voicemail: 9, abandoned: 11 };
    expect(tile({}, { value: 143, of: 169, parts }).bar).toEqual({
      is: "stack",
      parts: [
        ["answered", 143],
        ["voicemail", 9],
        ["missed", 6],
        ["abandoned", 11],
      ],
      whole: 169,
    });
    expect(tile({}, { value: 3, of: 1000, parts: { in: 2, out: 1, internal: 0 } }).bar).toMatchObject({
      whole: 3,
    });
    expect(tile({}, { value: 0, parts: { in: 0, out: 0, internal: 0 } }).bar).toEqual({ is: "none" });
  });

  it("marks the usual value, and stays within its bar", () => {
    expect(tile({ unit: "minutes" }, { value: 612, usual: 600 }).bar).toMatchObject({ is: "bullet" });
    const { bar } = tile({ unit: "minutes" }, { value: 9000, usual: 600 });
    expect(bar).toMatchObject({ fill: 1 });
  });
});
