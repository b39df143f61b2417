import type { ApiError } from "../../api/errors";
import type { CallList, CallTrace, Days, FilterArg, OfferedFilter, Place, Traffic } from "../../api/traffic";
import type { LiveCall } from "../../core/trafficLive";

/** "stale" is too old to be shown. "refused" does not come back by itself: whoever looks on was signed out. */
export type FeedState = "waiting" | "up" | "down" | "stale" | "refused";

/** Opens a connection on which the calls in progress of a flow come, and returns what closes it. */
export type OpenFeed = (
  flow: number,
  hear: {
    calls(calls: readonly LiveCall[]): void;
    feed(feed: FeedState): void;
  },
) => () => void;

export interface TrafficState {
  trafficView: "live" | "heat";
  feed: FeedState;
  /** Those through this flow. */
  liveCalls: readonly LiveCall[];
  /** Wires along which calls go at this moment. */
  travelling: readonly string[];
  days: Days;
  /** What narrows the calls of these days. */
  filters: readonly FilterArg[];
  /** What could narrow them; null until somebody wants to know. */
  offeredFilters: readonly OfferedFilter[] | null;
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
  watchCalls(open: OpenFeed): () => void;
  loadTraffic(days: Days): Promise<void>;
  /** Counts only the calls of these days that all filters let through. */
  narrow(filters: readonly FilterArg[]): Promise<void>;
  loadFilters(): Promise<void>;
  /** Lists the calls at a place, or no longer any. */
  listCalls(place: Place | null): Promise<void>;
  openCall(id: string): Promise<void>;
  stepTo(step: number): void;
}
