import { describe, expect, it } from "vitest";
import { begin, covers, cropped, lasts, nudged, played, runsOut, type Stretch, seen } from "./past";
import { only, type Snapshot } from "./state";

const SNAPSHOT: Snapshot = {
  epoch: "past",
  seq: 0,
  at: 1_000,
  state: { figures: { load: { value: 0 } } },
  order: {},
  catalog: [],
  you: { choice: { figures: [] }, view: "all", views: ["all"], extension: "", may: [], screen: null },
};
const load = (value: number) => ({ figures: { load: { value } } });
const STRETCH: Stretch = {
  snapshot: SNAPSHOT,
  patches: [
    { epoch: "past", seq: 1, at: 2_000, changed: load(1) },
    { epoch: "past", seq: 2, at: 2_000, changed: load(2) },
    { epoch: "past", seq: 3, at: 5_000, changed: load(3) },
  ],
  until: 9_000,
};
const value = (moment: number, last = begin(STRETCH)) =>
  only<{ value: number }>(seen(STRETCH, moment, last).state, "figures", "load")?.value;

describe("the wall of a moment", () => {
  it.each([
    [1_000, 0],
    [1_999, 0],
    [2_000, 2],
    [8_999, 3],
  ])("at %i is %i", (moment, shown) => {
    expect(value(moment)).toBe(shown);
  });

  it("is the same however one comes to it: onwards, back, or at once", () => {
    const late = seen(STRETCH, 8_000);
    expect(value(2_500, late)).toBe(2);
    expect(value(5_000, seen(STRETCH, 2_500))).toBe(3);
  });

  it("is the same object while nothing changes", () => {
    const early = seen(STRETCH, 2_100);
    expect(seen(STRETCH, 2_200, early)).toBe(early);
  });
});

it("asks for another stretch outside of this one", () => {
  expect([covers(STRETCH, 999), covers(STRETCH, 1_000), covers(STRETCH, 9_000), covers(null, 1_000)]).toEqual(
    [false, true, false, false],
  );
});

it("asks for 12 s of playing, as far as that is past", () => {
  expect([lasts(1_000, 1, 900_000), lasts(1_000, 60, 9_000_000), lasts(1_000, 60, 9_000)]).toEqual([
    13_000, 721_000, 8_999,
  ]);
  expect(lasts(9_000, 1, 9_000)).toBe(9_000);
});

it("asks for what follows 6 s before it is needed, unless that is the present", () => {
  const stretch = { ...STRETCH, until: 60_000 };
  expect([runsOut(stretch, 53_999, 1, 900_000), runsOut(stretch, 54_000, 1, 900_000)]).toEqual([false, true]);
  expect(runsOut(stretch, 1_000, 10, 900_000)).toBe(true);
  expect(runsOut(stretch, 59_000, 1, 65_000)).toBe(false);
});

it("is live again once the past has caught up", () => {
  expect(played(10_000, 100, 60, 100_000)).toBe(16_000);
  expect(played(99_000, 100, 60, 100_000)).toBeNull();
  expect(played(97_000, 100, 1, 100_000)).toBe(97_100);
  expect(played(98_000, 100, 1, 100_000)).toBeNull();
});

it("moves by a minute, or by ten with Shift, and not beyond the day", () => {
  expect(nudged(600_000, "ArrowLeft", false, 0, 1_000_000)).toBe(540_000);
  expect(nudged(600_000, "ArrowRight", true, 0, 1_000_000)).toBe(1_000_000);
  expect(nudged(30_000, "ArrowDown", false, 0, 1_000_000)).toBe(0);
  expect(nudged(600_000, "Enter", false, 0, 1_000_000)).toBeNull();
});

describe("the part of a day on the track", () => {
  const hour = (hours: number) => hours * 3_600_000;
  const day = (...load: [number, number][]) => ({ begins: 0, ends: hour(24), load });

  it("is from 7:00 to 18:00 if there were no calls before and after", () => {
    expect(cropped(day([hour(3), 0], [hour(10), 2]), hour(30))).toEqual({ begins: hour(7), ends: hour(18) });
  });

  it("has an hour beside the first and the last calls, and ends with the day", () => {
    expect(cropped(day([hour(3), 1], [hour(23.5), 2]), hour(30))).toEqual({
      begins: hour(2),
      ends: hour(24),
    });
  });

  it("has the present, however late it is and whoever calls", () => {
    expect(cropped(day(), hour(19.9))).toEqual({ begins: hour(7), ends: hour(20) });
    expect(cropped(day(), hour(0.2)).begins).toBe(0);
  });
});
