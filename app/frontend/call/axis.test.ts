import { describe, expect, it } from "vitest";
import { afterSilence, clock, loudest, pieceAt, seekable, silences } from "./axis";

const PIECES = [
  { begin: 10, end: 20 },
  { begin: 30, end: 40 },
];

describe("the time of a call", () => {
  it("is written as people read it", () => {
    expect([0, 9.6, 187, 3723].map(clock)).toEqual(["0:00", "0:10", "3:07", "1:02:03"]);
  });
});

describe("a jump", () => {
  it("stays within what was recorded", () => {
    expect([0, 15, 25, 35, 99].map((at) => seekable(PIECES, at))).toEqual([10, 15, 30, 35, 40]);
    expect(seekable([], 5)).toBe(0);
  });
  it("finds the piece that is heard next", () => {
    expect([0, 15, 20, 39, 40].map((at) => pieceAt(PIECES, at))).toEqual([0, 0, 1, 1, -1]);
  });
});

describe("silence", () => {
  const piece = { begin: 100, end: 110 };
  it("is where neither side says anything for a while", () => {
    const left = [90, 0, 0, 0, 0, 0, 90, 0, 0, 90];
    const right = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    expect(silences(piece, { left, right })).toEqual([{ begin: 101.4, end: 105.6 }]);
    expect(silences(piece, { left, right: left.map(() => 90) })).toEqual([]);
  });
  it("reaches to the end of the recording", () => {
    expect(silences(piece, { left: [90, 0, 0, 0, 0], right: [] })).toEqual([{ begin: 102.4, end: 109.6 }]);
  });
  it("is left behind, and nothing else is", () => {
    const quiet = [{ begin: 5, end: 9 }];
    expect([4, 5, 8.9, 9].map((at) => afterSilence(quiet, at))).toEqual([4, 9, 9, 9]);
  });
});

describe("a bar of the wave", () => {
  it("is as high as the loudest of what it stands for", () => {
    expect(loudest([1, 2, 9, 3], 0.5, 1)).toBe(9);
    expect(loudest([1, 2, 9, 3], 0.2, 0.21)).toBe(1);
    expect(loudest([], 0, 1)).toBe(0);
  });
});
