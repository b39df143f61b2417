import { describe, expect, it } from "vitest";
import { elapsed } from "./elapsed";

describe("elapsed", () => {
  const at = (text: string) => Date.parse(text);
  it.each([
    ["2026-11-24T10:00:00Z", "0:00"],
    ["2026-11-24T10:01:05Z", "1:05"],
    ["2026-11-24T11:01:05.900Z", "1:01:05"],
    ["2026-11-24T09:59:00Z", "0:00"],
  ])("at %s it is %s", (now, shown) => {
    expect(elapsed("2026-11-24T10:00:00+00:00", at(now))).toBe(shown);
  });
});
