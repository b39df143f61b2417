import { describe, expect, it } from "vitest";
import { counting, firstQueue, grouped } from "./grouped";
import { pageCount, pageOf } from "./pages";
import type { Person, Queue } from "./rows";

function person(extension: string, state: string, ...groups: string[]) {
  return { key: extension, row: { extension, state, groups } as unknown as Person };
}

function queue(group: string, waiting = 0) {
  return { key: group, row: { group, label: group.toUpperCase(), waiting } as unknown as Queue };
}

describe("people by group", () => {
  it("shows somebody in two groups in both, so that each group's count is of the people below it", () => {
    const people = [person("101", "free", "a", "b"), person("102", "away", "a"), person("103", "free")];
    const found = grouped(people, [queue("b"), queue("a"), queue("c")]);
    expect(found.map(({ group, free, people }) => [group, free, people.length])).toEqual([
      ["a", 1, 2],
      ["b", 1, 1],
      ["", 1, 1],
    ]);
  });

  it("shows those who are not there last, and groups in which nobody is there", () => {
    const people = [
      person("101", "not_connected", "a", "b"),
      person("102", "outside_hours", "a"),
      person("103", "not_connected", "a"),
      person("104", "free", "b"),
    ];
    const found = grouped(people, [queue("a"), queue("b")]);
    expect(found.map(({ group, people }) => [group, people.map(({ extension }) => extension)])).toEqual([
      ["b", ["104", "101"]],
      ["a", ["101", "102", "103"]],
    ]);
  });

  it("shows those of a group that the user may not see without it", () => {
    expect(grouped([person("101", "free", "secret")], [])[0]).toMatchObject({ group: "", label: "" });
  });
});

it.each([
  ["talking", 5, null, "up"],
  ["wrap_up", 5, 9, "down"],
  ["wrap_up", 5, null, "up"],
  ["away", 5, null, "clock"],
  ["paused", 5, 9, "clock"],
  ["free", null, null, "none"],
] as const)("the time of %s since %s until %s runs %s", (state, since, until, how) => {
  expect(counting({ state, since, until })).toBe(how);
});

it("looks first at the reddest queue with callers, else at the fullest, else at the first", () => {
  const queues = [queue("a"), queue("b", 3), queue("c", 1)];
  expect(firstQueue(queues, ["a", "c"])).toBe("c");
  expect(firstQueue(queues, [])).toBe("b");
  expect(firstQueue([queue("a"), queue("d")], [])).toBe("a");
  expect(firstQueue([], [])).toBeNull();
});

it("turns pages only when there is more than fits", () => {
  expect([pageCount(0, 14), pageCount(14, 14), pageCount(15, 14)]).toEqual([1, 1, 2]);
  expect(pageOf([1, 2, 3], 1, 2)).toEqual([3]);
});
