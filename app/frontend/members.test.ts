import { describe, expect, it } from "vitest";
import { filled, found } from "./members";

const people = [
  { id: "1", text: "101 Anna Berg" },
  { id: "2", text: "102 Ben Kaya" },
  { id: "3", text: "1021 Ben Kaya" },
  { id: "4", text: "103 Ben" },
];

describe("whom somebody means", () => {
  it.each([
    ["101", "1"],
    ["102", "2"],
    [" anna berg ", "1"],
    ["102 Ben Kaya", "2"],
    ["berg", "1"],
    ["Ben", "4"],
  ])("%s is one person", (typed, id) => {
    expect(found(people, typed)?.id).toBe(id);
  });

  it.each(["", "10", "ben kaya", "en", "nobody"])("“%s” could be several, or nobody", (typed) => {
    expect(found(people, typed)).toBeNull();
  });
});

it("a line is filled in with what the person is called, whatever that is", () => {
  const person = { id: "7", extension: "107", name: "<b>{id}" };
  expect(filled("delay-{id}: {extension}", person)).toBe("delay-7: 107");
  expect(filled("Up: {name}", person)).toBe("Up: <b>{id}");
});
