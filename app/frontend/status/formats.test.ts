import { describe, expect, it } from "vitest";
import {
  amount,
  clock,
  elapsed,
  isoDay,
  left,
  length,
  longDay,
  minute,
  type Place,
  share,
  shortDay,
  shortName,
  sinceWhen,
  timeOfDay,
} from "./formats";

const EN = { language: "en", zone: "Europe/Berlin" };
const DE = { language: "de", zone: "Europe/Berlin" };
const AT = Date.parse("2026-11-24T13:05:32Z");

it.each([
  [0, "0:00"],
  [62_900, "1:02"],
  [3_665_000, "1:01:05"],
  [-5_000, "0:00"],
])("%i ms have gone by as %s", (ms, shown) => {
  expect(elapsed(ms)).toBe(shown);
});

it("writes a time of day", () => {
  expect([timeOfDay(0), timeOfDay(545), timeOfDay(1439)]).toEqual(["00:00", "09:05", "23:59"]);
});

it("counts down to the end of the last second", () => {
  expect([left(24_000), left(1), left(0), left(-3)]).toEqual(["0:24", "0:01", "0:00", "0:00"]);
  expect(length(41.6)).toBe("0:42");
});

it("names another day, for which a time of day alone would be that of today", () => {
  const now = Date.parse("2026-11-24T23:05:00Z");
  expect(sinceWhen(Date.parse("2026-11-24T23:01:00Z"), now, EN)).toBe("00:01");
  expect(sinceWhen(AT, now, EN)).toBe("24 Nov");
  expect(sinceWhen(AT, now, DE)).toBe("24. Nov.");
});

it("writes times by the clock of the company, with 24 hours", () => {
  expect(clock(AT, EN)).toBe("14:05:32");
  expect(minute(AT, { language: "en", zone: "America/New_York" })).toBe("08:05");
  expect(clock(Date.parse("2026-11-23T23:00:00Z"), DE)).toBe("00:00:00");
  const days = (place: Place, now: number) => [shortDay(AT, place, now), longDay(AT, place, now)];
  expect(days(EN, AT)).toEqual(["Tue 24 Nov", "Tuesday 24 November"]);
  expect(days(DE, AT)).toEqual(["Di., 24. Nov.", "Dienstag, 24. November"]);
  const nextYear = Date.parse("2027-01-02T12:00:00Z");
  expect(days(EN, nextYear)).toEqual(["Tue 24 Nov 2026", "Tuesday 24 November 2026"]);
  expect(days(DE, nextYear)).toEqual(["Di., 24. Nov. 2026", "Dienstag, 24. November 2026"]);
});

it("knows which day it is at the company", () => {
  expect(isoDay(Date.parse("2026-11-24T23:30:00Z"), DE)).toBe("2026-11-25");
});

describe("amounts", () => {
  it("has a dash for nothing to divide", () => {
    expect([amount(null, EN), share(null, EN)]).toEqual(["–", "–"]);
  });
  it("writes them as the language does", () => {
    expect([amount(1612, EN), amount(1612, DE), amount(4.25, DE, 1)]).toEqual(["1,612", "1.612", "4,3"]);
  });
  it("rounds a share as the report does", () => {
    const shares = [12 / 31, 2 / 3, 0.385, 0.29, 0.7999, 1, 0];
    expect(shares.map((each) => share(each, DE).replace("\u00a0", " "))).toEqual([
      "39 %",
      "67 %",
      "39 %",
      "29 %",
      "80 %",
      "100 %",
      "0 %",
    ]);
  });
  it("never rounds a share to a target or to all that it is not", () => {
    const shares = [
      share(0.7996, EN, [0.8]),
      share(0.8, EN, [0.8]),
      share(0.8004, EN, [0.8]),
      share(0.9999, DE),
    ];
    expect(shares.map((each) => each.replace("\u00a0", " "))).toEqual(["79.9 %", "80 %", "80.1 %", "99,9 %"]);
  });
});

it.each([
  ["Oskar Lindner", "Oskar L."],
  ["Anna von der Heide", "Anna H."],
  ["Bergmann", "Bergmann"],
  ["émile zola", "émile Z."],
  ["+49 30 23125 377", ""],
  ["Flat 7 Berlin", ""],
  ["  ", ""],
])("a television shows %s as %s", (name, shown) => {
  expect(shortName(name)).toBe(shown);
});
