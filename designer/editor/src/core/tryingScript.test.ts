import { expect, test } from "vitest";
import { pressed, scriptOf, usual } from "./tryingScript";

const script = (choices = {}) =>
  scriptOf({ ...usual, ...choices }, "2026-11-24T13:00", "Europe/Berlin", ["+4930"]);

test("without any choice somebody calls the first number now", () => {
  expect(script()).toEqual({
    at: "2026-11-24T13:00:00+01:00",
    caller: usual.caller,
    number: "+4930",
    press: [],
    people: {},
    talking: [],
    waiting: {},
    web: [],
    talk_s: 30,
  });
});

test("who talks already is told apart from who does otherwise", () => {
  const people = { "101": "busy", "102": "talking", "103": 9 };
  expect(script({ people })).toMatchObject({ people: { "101": "busy", "103": 9 }, talking: ["102"] });
});

test("a number that is withheld is none", () => {
  expect(script({ withheld: true })?.caller).toBe("");
});

test("without a moment there is no call", () => {
  expect(script({ moment: "" })).toBeNull();
  expect(script({ moment: "2026-12-24T18:00" })?.at).toBe("2026-12-24T18:00:00+01:00");
});

test("keys are pressed one after the other", () => {
  const one = pressed({ at: "", caller: "" }, "1", 2.5);
  expect(pressed(one, "#", 2.5).press).toEqual([
    { key: "1", at_s: 2.5 },
    { key: "#", at_s: 2.5 },
  ]);
});
