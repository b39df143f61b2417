import { expect, it } from "vitest";
import { hear, isStale, NOTHING_HEARD, serverTime } from "./freshness";

it("is loading until the server says anything, and stale 3 s after it last did", () => {
  expect(isStale(NOTHING_HEARD, 60_000)).toBe(false);
  const heard = hear(NOTHING_HEARD, 1_000_000, 500);
  expect(isStale(heard, 3_499)).toBe(false);
  expect(isStale(heard, 3_500)).toBe(true);
});

it("takes the time of the server from the message that was delayed least", () => {
  const first = hear(NOTHING_HEARD, 1_000_000, 500);
  const late = hear(first, 1_001_000, 1_700);
  expect(serverTime(late, 2_000)).toBe(1_001_500);
  const quick = hear(late, 1_002_050, 2_500);
  expect(serverTime(quick, 2_500)).toBe(1_002_050);
});

it("follows a clock that was put right, in either direction", () => {
  const first = hear(NOTHING_HEARD, 1_000_000, 0);
  expect(serverTime(hear(first, 400_000, 1_000), 1_000)).toBe(400_000);
  expect(serverTime(hear(first, 9_000_000, 1_000), 1_000)).toBe(9_000_000);
});

it("what the server has not heard anything new of is old, however often it says so", () => {
  const fresh = hear(NOTHING_HEARD, 100_000, 5_000, 200);
  expect([isStale(fresh, 5_000), isStale(fresh, 7_800)]).toEqual([false, true]);
  const old = hear(fresh, 103_000, 8_000, 3_200);
  expect([isStale(old, 8_000), old.at, serverTime(old, 8_000)]).toEqual([true, 99_800, 103_000]);
});
