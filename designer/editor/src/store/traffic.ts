/** Calls on the drawing: those in progress, those of a period, and one from its beginning to its end. */
import { ApiError } from "../api/errors";
import type { CallList, CallTrace, Days, Place, Traffic } from "../api/traffic";
import { hops, type LiveCall } from "../core/trafficLive";
import { complete } from "./session";
import type { GetState, Services, SetState } from "./state";

export const TRAFFIC = "traffic";
export const CALL = "call";

/** For so long a call is seen on its way along a wire. */
const JOURNEY_MS = 2000;

/** "refused" does not come back by itself: whoever looks on was signed out. */
export type Line = "waiting" | "up" | "down" | "refused";

/** Opens a connection on which the calls in progress come, and returns what closes it. */
export type OpenLine = (hear: {
  calls(calls: readonly LiveCall[]): void;
  line(line: Line): void;
}) => () => void;

export interface TrafficState {
  trafficView: "live" | "heat";
  line: Line;
  /** Those through this flow. */
  liveCalls: readonly LiveCall[];
  /** Wires along which calls go at this moment. */
  travelling: readonly string[];
  days: Days;
  traffic: Traffic | null;
  /** The calls at a place of the drawing. */
  callsThere: (CallList & { readonly place: Place }) | null;
  callTrace: CallTrace | null;
  /** The step of the call that is looked at. */
  callStep: number;
  /** Why the traffic, the calls at a place or the one call could not be fetched. */
  trafficTrouble: ApiError | null;
  listTrouble: ApiError | null;
  callTrouble: ApiError | null;
}

export interface TrafficActions {
  viewTraffic(view: TrafficState["trafficView"]): void;
  /** Shows the calls in progress until the returned function is called. */
  watchCalls(open: OpenLine): () => void;
  loadTraffic(days: Days): Promise<void>;
  /** Lists the calls at a place, or no longer any. */
  listCalls(place: Place | null): Promise<void>;
  openCall(id: string): Promise<void>;
  stepTo(step: number): void;
}

export const emptyTraffic: TrafficState = {
  trafficView: "live",
  line: "waiting",
  liveCalls: [],
  travelling: [],
  days: { days: 7 },
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
      set({ line: "waiting", liveCalls: [], travelling: [] });
      return open({
        line(line) {
          if (line !== "up") isFirst = true; // its first list may come before the news that it is up
          set({ line });
        },
        calls(calls) {
          const before = get().liveCalls;
          const liveCalls = calls.filter(({ flow }) => String(flow) === String(get().flowId));
          set({ liveCalls });
          if (!isFirst) travel(hops(before, liveCalls));
          isFirst = false;
        },
      });
    },
    async loadTraffic(days) {
      set({ days, traffic: null });
      const traffic = await fetchTraffic(() => api.traffic(days));
      if (traffic) set({ traffic });
    },
    async listCalls(place) {
      set({ callsThere: null });
      const found = await fetchList(async () => place && api.callsAt(get().days, place));
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
