/** Calls on the drawing: those in progress, those of a period, and one from its beginning to its end. */

import { ApiError } from "../api/errors";
import { hops } from "../core/trafficLive";
import { complete } from "./session";
import type { TrafficActions, TrafficState } from "./shape/traffic";
import type { GetState, Services, SetState } from "./state";

export const TRAFFIC = "traffic";
export const CALL = "call";

/** For so long a call is seen on its way along a wire. */
const JOURNEY_MS = 2000;

export const emptyTraffic: TrafficState = {
  trafficView: "live",
  feed: "waiting",
  liveCalls: [],
  travelling: [],
  days: { days: 7 },
  filters: [],
  offeredFilters: null,
  traffic: null,
  callsThere: null,
  callTrace: null,
  callStep: 0,
  trafficTrouble: null,
  listTrouble: null,
  callTrouble: null,
};

export function trafficActions(set: SetState, get: GetState, { api }: Services): TrafficActions {
  /** Runs requests of one kind; what comes when another was made meanwhile, or the panel is closed, is dropped. */
  const fetcher = (mode: string, trouble: "trafficTrouble" | "listTrouble" | "callTrouble") => {
    let asked = 0;
    return async <T>(work: () => Promise<T>): Promise<T | null> => {
      const mine = ++asked;
      const isWanted = () => mine === asked && get().mode === mode;
      set({ [trouble]: null });
      try {
        const answer = await work();
        return isWanted() ? answer : null;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (isWanted()) set({ [trouble]: error });
        return null;
      }
    };
  };
  const fetchTraffic = fetcher(TRAFFIC, "trafficTrouble");
  const fetchList = fetcher(TRAFFIC, "listTrouble");
  const fetchFilters = fetcher(TRAFFIC, "trafficTrouble");
  const fetchCall = fetcher(CALL, "callTrouble");

  const travel = (wires: readonly string[]) => {
    if (wires.length === 0) return;
    set({ travelling: [...get().travelling, ...wires] });
    setTimeout(() => set({ travelling: without(get().travelling, wires) }), JOURNEY_MS);
  };

  return {
    viewTraffic: (trafficView) => set({ trafficView }),
    watchCalls(open) {
      let isFirst = true;
      set({ feed: "waiting", liveCalls: [], travelling: [] });
      return open(Number(get().flowId), {
        feed(feed) {
          if (feed !== "up") isFirst = true; // its first list may come before the news that it is up
          set(feed === "stale" ? { feed, liveCalls: [] } : { feed });
        },
        calls(calls) {
          const before = get().liveCalls;
          set({ liveCalls: calls });
          if (!isFirst) travel(hops(before, calls));
          isFirst = false;
        },
      });
    },
    async loadTraffic(days) {
      set({ days, traffic: null });
      const traffic = await fetchTraffic(() => api.traffic(days, get().filters));
      if (traffic) set({ traffic });
    },
    async narrow(filters) {
      set({ filters });
      await get().loadTraffic(get().days);
    },
    async loadFilters() {
      if (get().offeredFilters) return;
      const found = await fetchFilters(() => api.trafficFilters());
      if (found) set({ offeredFilters: found.filters });
    },
    async listCalls(place) {
      set({ callsThere: null });
      const found = await fetchList(async () => place && api.callsAt(get().days, get().filters, place));
      if (found && place) set({ callsThere: { ...found, place } });
    },
    async openCall(id) {
      get().enter(CALL);
      get().select([]);
      set({ callTrace: null, callStep: 0 });
      const found = await fetchCall(async () => {
        const callTrace = await api.callTrace(id);
        return { callTrace, graph: await complete(callTrace.graph, get().specs) };
      });
      if (!found) return;
      get().look(found.graph);
      get().reveal([]);
      set({ callTrace: found.callTrace });
    },
    stepTo: (callStep) => set({ callStep }),
  };
}

/** Each of `gone` is taken out once. */
function without(all: readonly string[], gone: readonly string[]): string[] {
  const left = [...all];
  for (const one of gone) {
    const place = left.indexOf(one);
    if (place >= 0) left.splice(place, 1);
  }
  return left;
}
