/** Calls that went through a flow: all those of a period, and one by one. */
import type { WrittenGraph } from "../core/read";

/** So many days up to today, all days from one to another, or a period by its name on other pages, such as "month". */
export type Days =
  | { readonly days: number }
  | { readonly from: string; readonly to: string }
  | { readonly period: string };

/** A filter and one of its values, as the address of Statistics has them. */
export type FilterArg = readonly [name: string, value: string];

/** A filter as people read it. */
export interface FilterChip {
  name: string;
  label: string;
  value: string;
  text: string;
  is_known: boolean;
}

/** What calls can be narrowed by. Where there are no choices, a value is typed. */
export interface OfferedFilter {
  name: string;
  label: string;
  kind: "choice" | "number" | "range" | "block";
  choices: { value: string; label: string }[];
}

/** Calls at a block; only those that left it by an outlet, or in which the caller hung up there. */
export interface Place {
  readonly node: string;
  readonly outlet?: string;
  readonly hungUp?: boolean;
}

export interface OutletTraffic {
  outlet: string;
  calls: number;
  /** Of the calls that came to the block. */
  share: number;
}

export interface BlockTraffic {
  node: string;
  /** What the version that the calls went through calls it. */
  name: string;
  calls: number;
  /** How long a stay was on average; null while none is over. */
  seconds: number | null;
  hung_up: number;
  outlets: OutletTraffic[];
}

export interface Traffic {
  from: string;
  to: string;
  calls: number;
  hung_up: number;
  in_progress: number;
  blocks: BlockTraffic[];
  chips: FilterChip[];
  /** The same calls in the address of another page. */
  query: FilterArg[];
}

export interface ListedCall {
  id: string;
  caller: string;
  caller_name: string;
  number: string;
  at: string;
  ending: string;
}

export interface CallList {
  count: number;
  calls: ListedCall[];
}

export interface CallStep {
  at_s: number;
  node: string;
  /** The block of a sub-flow, in words; "" on the drawing itself. */
  place: string;
  /** By which outlet of the block before the call came here; "" when nobody can tell, null when it was here already. */
  outlet: string | null;
  sentences: string[];
}

export interface CallTrace {
  id: string;
  caller: string;
  caller_name: string;
  number: string;
  at: string;
  /** Null while the call is in progress. */
  seconds: number | null;
  ending: string;
  version: number;
  graph: WrittenGraph;
  steps: CallStep[];
}

export interface TrafficApi {
  traffic(days: Days, filters: readonly FilterArg[]): Promise<Traffic>;
  callsAt(days: Days, filters: readonly FilterArg[], place: Place): Promise<CallList>;
  trafficFilters(): Promise<{ filters: OfferedFilter[] }>;
  callTrace(call: string): Promise<CallTrace>;
}

/** `get` takes the path behind that of the flow. */
export function trafficApi({ get }: { get: <T>(of: string) => Promise<T> }): TrafficApi {
  return {
    traffic: (days, filters) => get(`/traffic?${query(days, filters)}`),
    callsAt: (days, filters, { node, outlet, hungUp }) => {
      const at = { node, ...(outlet !== undefined && { outlet }), ...(hungUp && { hung_up: "1" }) };
      return get(`/traffic/calls?${query(days, filters)}&${new URLSearchParams(at)}`);
    },
    trafficFilters: () => get("/traffic/filters"),
    callTrace: (call) => get(`/calls/${encodeURIComponent(call)}`),
  };
}

function query(days: Days, filters: readonly FilterArg[]): URLSearchParams {
  const period = Object.entries(days).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams([...period, ...filters.map(([name, value]) => [name, value])]);
}
