import { expect, it } from "vitest";
import { clock, partsOf } from "./span";

it("a span that is hard to read in seconds has its parts", () => {
  expect(partsOf(150)).toEqual({ hours: 0, minutes: 2, seconds: 30 });
  expect(partsOf(7260)).toEqual({ hours: 2, minutes: 1, seconds: 0 });
  for (const short of [null, 0, 90, 119, 300.5]) expect(partsOf(short)).toBeNull();
});

it("minutes are told as on a clock", () => {
  expect([0, 545, 1440].map(clock)).toEqual(["0:00", "9:05", "24:00"]);
});
