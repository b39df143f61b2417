import { expect, test } from "vitest";
import { isWhole, neededBy } from "./reloading";

const PAGE =
  '<link rel="icon" href="/brand.svg"><link rel="stylesheet" href="/a.css"><script src="/a.js"></script>';

function portal(answers: Record<string, number>) {
  return async (url: string) => {
    const status = answers[url];
    if (status === undefined) throw new TypeError("Failed to fetch");
    return { ok: status === 200, status, text: async () => PAGE };
  };
}

test("a page needs its scripts and its styles", () => {
  expect(neededBy(PAGE)).toEqual(["/a.css", "/a.js"]);
});

test.each([
  ["everything is there", { "/tv/x": 200, "/a.css": 200, "/a.js": 200 }, true],
  ["the portal is down", {}, false],
  ["the portal goes down meanwhile", { "/tv/x": 200, "/a.css": 200 }, false],
  ["the script of before is gone", { "/tv/x": 200, "/a.css": 200, "/a.js": 404 }, false],
  ["something fails", { "/tv/x": 500 }, false],
  ["the screen has ended", { "/tv/x": 404 }, true],
])("%s", async (_what, answers, is) => {
  expect(await isWhole("/tv/x", portal(answers))).toBe(is);
});
