import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CallTrace } from "../api/traffic";
import { setLabel } from "../core/edit";
import { drawing } from "../core/fixture";
import type { LiveCall } from "../core/trafficLive";
import { labelOf, opened, Server } from "./fixture";
import type { OpenFeed } from "./shape/traffic";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function call(id: string, blocks: string[]): LiveCall {
  const stops = blocks.map((block, at) => ({ block, outlet: at ? "next" : "", at }));
  const rest = { caller: "+49", number: "+4930", node: "", rings: [], talks: [], since: "" };
  return { id, ...rest, stops, stops_in_all: stops.length };
}

function feed() {
  let heard: Parameters<OpenFeed>[1] | undefined;
  let isOpen = false;
  let flow: number | undefined;
  const open: OpenFeed = (asked, hear) => {
    flow = asked;
    heard = hear;
    isOpen = true;
    return () => {
      isOpen = false;
    };
  };
  const hear = () => {
    if (!heard) throw new Error("nobody listens");
    return heard;
  };
  return { open, hear, isOpen: () => isOpen, flow: () => flow };
}

const TRACE: CallTrace = {
  id: "a",
  caller: "+49",
  caller_name: "",
  number: "+4930",
  at: "2026-01-01T00:00:00Z",
  seconds: 3,
  ending: "",
  version: 1,
  graph: setLabel(drawing(), "say", "As it was"),
  steps: [{ at_s: 0, node: "begin", place: "", outlet: "", sentences: [] }],
};

it("the calls through this flow are asked for, and the feed is closed at the end", async () => {
  const { editor } = await opened();
  const { open, hear, isOpen, flow } = feed();
  const close = editor().watchCalls(open);
  expect(editor().feed).toBe("waiting");
  hear().feed("up");
  hear().calls([call("a", ["begin"])]);
  expect(flow()).toBe(editor().flowId);
  expect([editor().feed, editor().liveCalls.map(({ id }) => id)]).toEqual(["up", ["a"]]);
  close();
  expect(isOpen()).toBe(false);
});

it("a call that moves on is seen on its way for a while", async () => {
  const { editor } = await opened();
  const { open, hear } = feed();
  editor().watchCalls(open);
  hear().calls([call("a", ["begin", "ask"])]);
  hear().feed("up");
  expect(editor().travelling).toEqual([]);
  hear().calls([call("a", ["begin", "ask"]), call("b", ["begin", "ask"])]);
  vi.advanceTimersByTime(1000);
  hear().calls([call("a", ["begin", "ask", "say"]), call("b", ["begin", "ask"])]);
  expect(editor().travelling).toEqual(["begin next", "ask next"]);
  vi.advanceTimersByTime(1000);
  expect(editor().travelling).toEqual(["ask next"]);
  vi.advanceTimersByTime(1000);
  expect(editor().travelling).toEqual([]);
});

it("what happened while the feed was lost is not played afterwards", async () => {
  const { editor } = await opened();
  const { open, hear } = feed();
  editor().watchCalls(open);
  hear().calls([call("a", ["begin"])]);
  hear().feed("down");
  expect(editor().liveCalls.length).toBe(1);
  hear().feed("up");
  hear().calls([call("a", ["begin", "ask"])]);
  expect(editor().travelling).toEqual([]);
});

it("calls that are too old to be true are hidden, and not seen on their way when they are back", async () => {
  const { editor } = await opened();
  const { open, hear } = feed();
  editor().watchCalls(open);
  hear().calls([call("a", ["begin"])]);
  hear().feed("stale");
  expect(editor().liveCalls).toEqual([]);
  hear().feed("up");
  hear().calls([call("a", ["begin", "ask"])]);
  expect([editor().liveCalls.length, editor().travelling]).toEqual([1, []]);
});

it("an answer that came too late, or to a closed panel, is dropped", async () => {
  const { editor, server } = await opened();
  editor().enter("traffic");
  const first = editor().loadTraffic({ days: 30 });
  server.traffics = { ...server.traffics, calls: 7 };
  await Promise.all([first, editor().loadTraffic({ days: 7 })]);
  expect([editor().traffic?.calls, editor().days]).toEqual([7, { days: 7 }]);
  const late = editor().loadTraffic({ days: 1 });
  editor().enter(null);
  await late;
  expect(editor().traffic).toBe(null);
});

it("a server that does not answer is told, and the days are kept to be tried again", async () => {
  const { editor, server } = await opened();
  editor().enter("traffic");
  server.fail("offline");
  await editor().loadTraffic({ days: 30 });
  await editor().listCalls({ node: "ask" });
  expect([editor().trafficTrouble?.trouble, editor().listTrouble?.trouble]).toEqual(["offline", "offline"]);
  server.failing = null;
  await editor().loadTraffic(editor().days);
  expect([editor().trafficTrouble, editor().traffic?.calls]).toEqual([null, 0]);
});

it("filters narrow the calls, and stay when other days are chosen", async () => {
  const { editor, server } = await opened();
  editor().enter("traffic");
  await editor().narrow([["group", "sales"]]);
  await editor().loadTraffic({ days: 1 });
  expect([server.narrowed, editor().filters]).toEqual([[["group", "sales"]], [["group", "sales"]]]);
});

it("what could narrow the calls is fetched once", async () => {
  const { editor, server } = await opened();
  editor().enter("traffic");
  server.offered = [{ name: "group", label: "Group", kind: "choice", choices: [] }];
  await editor().loadFilters();
  server.offered = [];
  await editor().loadFilters();
  expect(editor().offeredFilters?.map(({ name }) => name)).toEqual(["group"]);
});

it("the calls at a place are listed, and no longer when none is chosen", async () => {
  const { editor, server } = await opened();
  editor().enter("traffic");
  server.listed = { count: 1, calls: [] };
  await editor().listCalls({ node: "ask", hungUp: true });
  expect(editor().callsThere).toEqual({ count: 1, calls: [], place: { node: "ask", hungUp: true } });
  await editor().listCalls(null);
  expect(editor().callsThere).toBe(null);
});

it("a call is shown on the drawing that it went through, and the own one comes back", async () => {
  const server = new Server();
  server.traces = [TRACE];
  const { editor } = await opened(server);
  await editor().openCall("a");
  expect([editor().mode, editor().callTrace?.id]).toEqual(["call", "a"]);
  expect(labelOf(editor().looking ?? drawing(), "say")).toBe("As it was");
  editor().stepTo(1);
  expect(editor().callStep).toBe(1);
  editor().enter("traffic");
  expect([editor().looking, labelOf(editor().graph, "say")]).toEqual([null, "say"]);
});

it("a call that can't be shown is told, and the drawing stays", async () => {
  const { editor } = await opened();
  await editor().openCall("gone");
  expect([editor().callTrouble?.trouble, editor().callTrace, editor().looking]).toEqual([
    "missing",
    null,
    null,
  ]);
});
