import { expect, it } from "vitest";
import { blockValue, selectedBy, statisticsOf, withFilter, without } from "./trafficFilters";

it("an address of Statistics says which days and filters are meant", () => {
  expect(selectedBy("?call=a")).toBe(null);
  expect(selectedBy("?traffic=1")).toEqual({ days: null, filters: [] });
  expect(selectedBy("?traffic=1&period=30d&group=sales&group=support&flow=3&measure=missed")).toEqual({
    days: { days: 30 },
    filters: [
      ["group", "sales"],
      ["group", "support"],
    ],
  });
  expect(selectedBy("?traffic=1&period=last_month")?.days).toEqual({ period: "last_month" });
  expect(selectedBy("?traffic=1&from=2026-10-01&to=2026-10-31&compare=year")).toEqual({
    days: { from: "2026-10-01", to: "2026-10-31" },
    filters: [],
  });
});

it("Statistics is filtered by the flow, or by a place in it", () => {
  const query = [["period", "month"] as const, ["outcome", "missed"] as const, ["flow", "9"] as const];
  expect(statisticsOf(query, 3)).toBe("/statistics/?period=month&outcome=missed&flow=3");
  expect(statisticsOf(query, 3, { node: "menu", outlet: "1" })).toBe(
    "/statistics/?period=month&outcome=missed&block=3%3Amenu%3A1",
  );
  expect(blockValue(3, { node: "menu" })).toBe("3:menu");
});

it("a filter is there once, and can be taken off again", () => {
  const filters = withFilter(withFilter([["group", "sales"]], ["group", "support"]), ["group", "sales"]);
  expect(filters).toEqual([
    ["group", "support"],
    ["group", "sales"],
  ]);
  expect(without(filters, ["group", "sales"])).toEqual([["group", "support"]]);
});
