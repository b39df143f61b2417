import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { follow, type Link } from "./follow";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SNAPSHOT = {
  epoch: "one",
  seq: 3,
  at: 0,
  state: { calls: { a: { id: "a" } } },
  order: { calls: ["a"] },
};

/** A wire on which the test speaks, and what was heard of it. */
function wired() {
  const handlers = new Map<string, (value?: unknown) => void>();
  const asked: string[] = [];
  const heard: { rows: string[][]; links: Link[] } = { rows: [], links: [] };
  const wire = {
    active: true,
    on: (name: string, handler: (value?: unknown) => void) => void handlers.set(name, handler),
    emit: (name: string) => void asked.push(name),
  };
  const end = follow<{ id: string }>(
    wire as never,
    "calls",
    {
      rows: (rows) => heard.rows.push(rows.map(({ id }) => id)),
      link: (link) => heard.links.push(link),
    },
    () => Date.now(),
  );
  return { say: (name: string, value?: unknown) => handlers.get(name)?.(value), wire, asked, heard, end };
}

it("has the rows of the snapshot, and then those of each change in their order", () => {
  const { say, heard, asked, end } = wired();
  say("connect");
  say("snapshot", SNAPSHOT);
  say("patch", {
    epoch: "one",
    seq: 4,
    at: 0,
    changed: { calls: { b: { id: "b" } } },
    order: { calls: ["b", "a"] },
  });
  say("patch", { epoch: "one", seq: 5, at: 0, gone: { calls: ["a"] }, order: { calls: ["b"] } });
  expect(heard).toEqual({ rows: [["a"], ["b", "a"], ["b"]], links: ["up"] });
  expect(asked).toEqual([]);
  end();
});

it("asks for everything after a gap, once", () => {
  const { say, asked, heard, end } = wired();
  say("snapshot", SNAPSHOT);
  say("patch", { epoch: "one", seq: 5, at: 0 });
  say("beat", { epoch: "one", seq: 5, at: 0 });
  expect([asked, heard.rows.length]).toEqual([["snapshot"], 1]);
  say("snapshot", { ...SNAPSHOT, seq: 5 });
  say("beat", { epoch: "two", seq: 0, at: 0 });
  expect(asked).toEqual(["snapshot", "snapshot"]);
  end();
});

it("is stale 3 s after it last heard anything, connected or not, and fresh with the next beat", () => {
  const { say, heard, end } = wired();
  say("connect");
  say("snapshot", SNAPSHOT);
  vi.advanceTimersByTime(2_000);
  expect(heard.links).toEqual(["up"]);
  vi.advanceTimersByTime(2_000);
  expect(heard.links).toEqual(["up", "stale"]);
  say("beat", { epoch: "one", seq: 3, at: 0 });
  expect(heard).toEqual({ rows: [["a"], ["a"]], links: ["up", "stale", "up"] });
  end();
});

it("a line that is cut is down, and one that nobody opens again is refused", () => {
  const { say, wire, heard, end } = wired();
  say("snapshot", SNAPSHOT);
  say("disconnect", "transport close");
  wire.active = false;
  say("disconnect", "io server disconnect");
  vi.advanceTimersByTime(9_000);
  expect(heard.links).toEqual(["up", "down", "refused"]);
  end();
});
