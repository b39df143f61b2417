import { describe, expect, it } from "vitest";
import { isBehind, ordered, type Snapshot, step } from "./changes";

const KNOWN: Snapshot = {
  epoch: "one",
  seq: 7,
  at: 1_000,
  state: { queues: { sales: { waiting: 2 }, support: { waiting: 0 } }, people: { "101": { state: "free" } } },
  order: { queues: ["sales", "support"], people: ["101"] },
};

describe("step", () => {
  it("puts changes, disappearances and the new order into the state", () => {
    const found = step(KNOWN, {
      epoch: "one",
      seq: 8,
      at: 2_000,
      changed: { queues: { rentals: { waiting: 1 } } },
      gone: { queues: ["support"] },
      order: { queues: ["rentals", "sales"] },
    });
    expect(found.is).toBe("next");
    const { state } = found as { state: Snapshot };
    expect(ordered(state, "queues")).toEqual([
      { key: "rentals", row: { waiting: 1 } },
      { key: "sales", row: { waiting: 2 } },
    ]);
    expect(state.seq).toBe(8);
  });

  it("leaves sections that did not change as they are", () => {
    const found = step(KNOWN, {
      epoch: "one",
      seq: 8,
      at: 2_000,
      changed: { queues: { sales: { waiting: 3 } } },
    });
    expect((found as { state: Snapshot }).state.state.people).toBe(KNOWN.state.people);
  });

  it("shows a row again that goes and comes in one change", () => {
    const patch = {
      epoch: "one",
      seq: 8,
      at: 2_000,
      gone: { queues: ["sales"] },
      changed: { queues: { sales: { waiting: 9 } } },
    };
    expect((step(KNOWN, patch) as { state: Snapshot }).state.state.queues?.sales).toEqual({ waiting: 9 });
  });

  it("passes over what the snapshot already knew", () => {
    expect(step(KNOWN, { epoch: "one", seq: 7, at: 2_000 })).toEqual({ is: "old" });
  });

  it.each([[null, 1] as const, [KNOWN, 9] as const])("finds a gap after %o", (known, seq) => {
    expect(step(known, { epoch: "one", seq, at: 2_000 })).toEqual({ is: "gap" });
  });
});

it("asks for a snapshot when another process speaks, or a view was changed", () => {
  expect(step(KNOWN, { epoch: "two", seq: 8, at: 0 })).toEqual({ is: "gap" });
  expect(isBehind(KNOWN, { epoch: "two", seq: 7, at: 0 })).toBe(true);
});

it("learns from a beat that a change was lost", () => {
  expect(isBehind(KNOWN, { epoch: "one", seq: 8, at: 0 })).toBe(true);
  expect(isBehind(KNOWN, { epoch: "one", seq: 7, at: 0 })).toBe(false);
  expect(isBehind(null, { epoch: "one", seq: 0, at: 0 })).toBe(true);
});

describe("ordered", () => {
  it("leaves out a key without a row, and knows no section", () => {
    expect(ordered({ ...KNOWN, order: { people: ["999", "101"] } }, "people").map(({ key }) => key)).toEqual([
      "101",
    ]);
    expect(ordered(KNOWN, "missed")).toEqual([]);
  });
});
