import { describe, expect, it } from "vitest";
import { isUnderWay, type OrderedExport, pauseMs } from "./ordered";

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

  it("is asked for less often the longer it takes", () => {
    expect(pauseMs(0)).toBe(500);
    expect(pauseMs(10)).toBe(1500);
    expect(pauseMs(1000)).toBe(3000);
  });
});
