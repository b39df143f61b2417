import { afterEach, expect, it, vi } from "vitest";
import type { Snapshot } from "./state";
import { onBeat, onPatch, onSnapshot, tick, wall } from "./wall";

const NOW = { zone: "Europe/Berlin", targets: [20, 5, 30, 60], waiting: 0 };
const KNOWN: Snapshot = {
  epoch: "one",
  seq: 7,
  at: 1_000,
  state: { now: { now: NOW } },
  order: { now: ["now"] },
  catalog: [],
  you: { choice: { figures: [] }, view: "all", views: ["all"], extension: "", may: [], screen: null },
};
const patch = (now: Record<string, unknown>) => ({
  epoch: "one",
  seq: 8,
  at: 2_000,
  changed: { now: { now } },
});

it("shows a change, unless it is of targets: then the catalog is needed, too", () => {
  onSnapshot(KNOWN);
  expect(onPatch(patch({ ...NOW, targets: [20, 5, 45, 90] }))).toBe(false);
  expect(wall.getState().live?.seq).toBe(7);
  expect(onPatch(patch({ ...NOW, waiting: 3 }))).toBe(true);
  expect(wall.getState().live?.seq).toBe(8);
});

afterEach(() => void vi.useRealTimers());

it("hides figures that are too old, but not before a page that stood still has read what waits for it", () => {
  const beat = { epoch: "one", seq: 8, at: 9_000, version: "" };
  vi.useFakeTimers();
  const after = (ms: number) => {
    vi.advanceTimersByTime(ms);
    tick();
    return wall.getState().isStale;
  };
  tick();
  onBeat(beat);
  expect([after(1_000), after(1_000), after(1_000)]).toEqual([false, false, true]);
  onBeat(beat);
  expect(after(5_000)).toBe(false);
  onBeat(beat);
  expect(after(1_000)).toBe(false);
  expect([after(5_000), after(1_000), after(5_000)]).toEqual([false, true, true]);
});
