import { describe, expect, it } from "vitest";
import { begunLater, DAY, drawn, endedLater, fits, freeHour, moved, readSpan, writeTime } from "./week-hours";

const office = { from: 540, to: 1020 };

describe("hours of a day", () => {
  it("are read from two times, also over midnight", () => {
    expect(readSpan("09:00", "17:00")).toEqual(office);
    expect(readSpan("22:00", "02:00")).toEqual({ from: 1320, to: 1560 });
    expect(readSpan("00:00", "00:00")).toEqual({ from: 0, to: DAY });
    expect(readSpan("09:00", "")).toBeNull();
  });

  it("are written as fields for times want them", () => {
    expect([0, 545, 1320, DAY, 1560].map(writeTime)).toEqual(["00:00", "09:05", "22:00", "00:00", "02:00"]);
  });

  it("are drawn from either end, in quarters of an hour and within the day", () => {
    expect(drawn(1016, 547)).toEqual({ from: 540, to: 1020 });
    expect(drawn(600, 600)).toEqual({ from: 600, to: 615 });
    expect(drawn(1439, 2000)).toEqual({ from: 1425, to: DAY });
    expect(drawn(-50, 60)).toEqual({ from: 0, to: 60 });
  });

  it("keep their length when they are moved, and begin on their day", () => {
    expect(moved(office, 15)).toEqual({ from: 555, to: 1035 });
    expect(moved(office, -999)).toEqual({ from: 0, to: 480 });
    expect(moved(office, 999)).toEqual({ from: 1425, to: 1905 });
  });

  it("last a quarter of an hour at least and a day at most", () => {
    expect(endedLater(office, -999)).toEqual({ from: 540, to: 555 });
    expect(endedLater(office, 9999)).toEqual({ from: 540, to: 540 + DAY });
    expect(begunLater(office, 9999)).toEqual({ from: 1005, to: 1020 });
    expect(begunLater(office, -999)).toEqual({ from: 0, to: 1020 });
  });

  it("don't overlap, but may touch", () => {
    expect(fits({ from: 1020, to: 1080 }, [office])).toBe(true);
    expect(fits({ from: 1019, to: 1080 }, [office])).toBe(false);
    expect(fits({ from: 0, to: DAY }, [office])).toBe(false);
  });

  it("find a free hour, the morning first", () => {
    expect(freeHour([])).toEqual({ from: 540, to: 600 });
    expect(freeHour([office])).toEqual({ from: 1020, to: 1080 });
    expect(freeHour([{ from: 540, to: DAY }])).toEqual({ from: 0, to: 60 });
    expect(freeHour([{ from: 0, to: DAY }])).toBeNull();
  });
});
