import { expect, test } from "vitest";
import { momentOf, shownBy } from "./tryingTime";

test("a moment is shown as the company's clock has it", () => {
  expect(shownBy("Europe/Berlin", new Date("2026-11-24T12:05:30Z"))).toBe("2026-11-24T13:05");
  expect(shownBy("Europe/Berlin", new Date("2026-07-01T23:30:00Z"))).toBe("2026-07-02T01:30");
  expect(shownBy("America/New_York", new Date("2026-11-24T03:00:00Z"))).toBe("2026-11-23T22:00");
});

test.each([
  ["Europe/Berlin", "2026-11-24T13:00", "2026-11-24T13:00:00+01:00"],
  ["Europe/Berlin", "2026-07-01T09:00", "2026-07-01T09:00:00+02:00"],
  ["Asia/Kathmandu", "2026-07-01T09:00", "2026-07-01T09:00:00+05:45"],
  ["America/New_York", "2026-07-01T23:00", "2026-07-01T23:00:00-04:00"],
  ["Europe/Berlin", "2026-10-25T03:00", "2026-10-25T03:00:00+01:00"],
  ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:30:00+02:00"],
])("in %s %s is %s", (zone, shown, moment) => {
  expect(momentOf(zone, shown)).toBe(moment);
});

test.each(["", "tomorrow", "2026-13-01T00:00", "2026-11-24"])("“%s” is no moment", (shown) => {
  expect(momentOf("Europe/Berlin", shown)).toBeNull();
});
