import { describe, expect, it } from "vitest";
import { isUnderWay, type OrderedExport } from "./ordered";

const file: OrderedExport = {
  id: "f1",
  title: "Calls",
  format: "pdf",
  state: "queued",
  share: null,
  words: "Waits for its turn",
  file: null,
};

describe("a file that was ordered", () => {
  it("is under way until it is there, or can't be made", () => {
    expect(isUnderWay(file)).toBe(true);
    expect(isUnderWay({ ...file, state: "making", share: 0.5 })).toBe(true);
    expect(isUnderWay({ ...file, state: "ready" })).toBe(false);
    expect(isUnderWay({ ...file, state: "failed" })).toBe(false);
  });
});
