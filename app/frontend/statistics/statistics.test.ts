import { expect, test } from "vitest";
import { coloured, rolesOf, template } from "./palette";
import { answerOf, chipsOf, counted, readAs, replaced, toldOf, type Understood } from "./question";
import { isFound, moved, nextDirection, range, sorted } from "./rows";

test("a figure gets the colours of the theme, and the company's own texts stay", () => {
  const figure = {
    data: [{ marker: { color: ["@main", "@soft"] }, name: "@main", customdata: [["@main", "x"]] }],
    layout: {
      shapes: [{ line: { color: "@head" } }],
      annotations: [{ text: "@main", font: { color: "@text" } }],
    },
  };
  expect(coloured(figure, rolesOf("dark"))).toEqual({
    data: [{ marker: { color: ["#7ea2ff", "#33477a"] }, name: "@main", customdata: [["@main", "x"]] }],
    layout: {
      shapes: [{ line: { color: "#ffffff" } }],
      annotations: [{ text: "@main", font: { color: "#e5e7ec" } }],
    },
  });
  expect(figure.data[0]?.marker.color).toEqual(["@main", "@soft"]);
});

test("both themes have the same roles, and an unknown one stays visible as a fault", () => {
  expect(Object.keys(rolesOf("light"))).toEqual(Object.keys(rolesOf("dark")));
  expect(coloured({ color: "@nothing" }, rolesOf("light"))).toEqual({ color: "@nothing" });
  expect(template(rolesOf("dark")).hoverlabel).toMatchObject({ bgcolor: "#171c27" });
});

test("rows are sorted by numbers or texts, and those without a value come last", () => {
  expect(sorted(["10", "9", "", "100"], "ascending")).toEqual([1, 0, 3, 2]);
  expect(sorted(["10", "9", "", "100"], "descending")).toEqual([3, 0, 1, 2]);
  expect(sorted(["ärzte", "zoo", "bau"], "ascending")).toEqual([0, 2, 1]);
  expect(sorted(["1", "1", "1"], "descending")).toEqual([0, 1, 2]);
});

test("figures begin with the largest, names with A, and a second press turns it round", () => {
  expect(nextDirection(null, false)).toBe("descending");
  expect(nextDirection(null, true)).toBe("ascending");
  expect(nextDirection("descending", false)).toBe("ascending");
  expect(nextDirection("ascending", true)).toBe("descending");
});

test("a card moves by places, and not beyond the ends", () => {
  expect(moved(["a", "b", "c"], "a", 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], "b", 9)).toEqual(["a", "c", "b"]);
  expect(moved(["a"], "z", 1)).toEqual(["a"]);
});

test("a range has one end or both", () => {
  expect([range("10", "60"), range("", " 60 "), range("1,5", ""), range(" ", "")]).toEqual([
    "10-60",
    "-60",
    "1.5-",
    "",
  ]);
});

test("a choice is found by parts of its words", () => {
  expect(isFound("Employee 101 (Anna)", "anna emp")).toBe(true);
  expect(isFound("Employee 101 (Anna)", "ben")).toBe(false);
  expect(isFound("Anything", "")).toBe(true);
});

const UNDERSTOOD: Understood = {
  query: "period=30d&group=sales",
  problem: "",
  chips: [{ label: "Group", text: "Sales", is_known: true }],
  count: 1,
  measure: "",
  splits: [],
  meanings: [],
  unknown: [],
};

test("a guess replaces the word that nobody knew", () => {
  expect(replaced("missed of saels today", 10, 15, "sales")).toBe("missed of sales today");
});

test("what cannot be left out is named, and a word that nobody knew is too", () => {
  const words = { unknown: "No “{word}”. Meant:", alone: "No “{word}”.", leftOut: "“{word}” stays." };
  const word = { start: 0, end: 3, text: "not", left_out: "Sales", guesses: [] };
  expect(toldOf(word, words)).toBe("“Sales” stays.");
  expect(toldOf({ ...word, left_out: "" }, words)).toBe("No “not”.");
  expect(toldOf({ ...word, left_out: "", guesses: [{ text: "a", label: "A" }] }, words)).toBe(
    "No “not”. Meant:",
  );
});

test("a corrected word is named with what it was read as", () => {
  const correction = { start: 10, end: 15, text: "salse", meant: "Sales" };
  expect(readAs("I read “{text}” as “{meant}”.", correction)).toBe("I read “salse” as “Sales”.");
});

test("the answer is an address, with what is to be counted by what", () => {
  expect(answerOf("/statistics/", UNDERSTOOD)).toBe("/statistics/?period=30d&group=sales");
  expect(answerOf("/statistics/", { ...UNDERSTOOD, measure: "minutes" })).toContain("&measure=minutes");
  expect(answerOf("/statistics/", { ...UNDERSTOOD, splits: ["employee"] })).toBe(
    "/statistics/?period=30d&group=sales&measure=calls&by=employee",
  );
});

test("what is counted is shown beside the filters", () => {
  const meanings = [{ kind: "split", label: "Employee", words: "by employee", corrected: "" }];
  expect(chipsOf({ ...UNDERSTOOD, meanings }, "by")).toEqual([
    { label: "Group", text: "Sales" },
    { label: "by", text: "Employee" },
  ]);
});

test("a count has its plural and the reader's way to write numbers", () => {
  const words = { one: "{count} call", many: "{count} calls" };
  expect(counted(words, 1, "en")).toBe("1 call");
  expect(counted(words, 12345, "de")).toBe("12.345 calls");
});
