import { expect, test } from "vitest";
import { placed } from "./placed";

const SCREEN = { width: 400, height: 300 };
const SIZE = { width: 200, height: 80 };

test("it stands below, or above where there is no room", () => {
  expect(placed({ left: 20, top: 50, width: 60, height: 20 }, SIZE, SCREEN)).toEqual({ left: 20, top: 76 });
  expect(placed({ left: 20, top: 250, width: 60, height: 20 }, SIZE, SCREEN)).toEqual({ left: 20, top: 164 });
  expect(placed({ left: 20, top: 60, width: 60, height: 180 }, SIZE, SCREEN)).toEqual({ left: 20, top: 246 });
});

test("it stays on the screen", () => {
  expect(placed({ left: 380, top: 0, width: 60, height: 20 }, SIZE, SCREEN).left).toBe(188);
  expect(placed({ left: -30, top: 0, width: 60, height: 20 }, SIZE, SCREEN).left).toBe(12);
});
