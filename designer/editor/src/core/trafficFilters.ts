/** Filters of the calls on a drawing, in addresses: those of this page, and those of Statistics. */
import type { Days, FilterArg, Place } from "../api/traffic";

/** What says in the address of the page that it shows traffic. */
export const TRAFFIC_OF_ADDRESS = "traffic";

/** Parameters of addresses that say which days are meant, or what is done with the calls. */
const NO_FILTERS = new Set([
  TRAFFIC_OF_ADDRESS,
  "period",
  "from",
  "to",
  "compare",
  "measure",
  "by",
  "flow",
  "call",
]);

const DAYS_OF: Record<string, number> = { today: 1, "7d": 7, "30d": 30 };

export interface Selected {
  readonly days: Days | null;
  readonly filters: readonly FilterArg[];
}

/** The days and filters of an address such as "?traffic=1&period=month&group=sales"; null if it shows no traffic. */
export function selectedBy(search: string): Selected | null {
  const args = new URLSearchParams(search);
  if (!args.has(TRAFFIC_OF_ADDRESS)) return null;
  return { days: daysOf(args), filters: [...args].filter(([name]) => !NO_FILTERS.has(name)) };
}

function daysOf(args: URLSearchParams): Days | null {
  const [from, to, period] = [args.get("from"), args.get("to"), args.get("period")];
  if (from && to) return { from, to };
  if (!period) return null;
  const days = DAYS_OF[period];
  return days === undefined ? { period } : { days };
}

/** The address of Statistics with the same calls, only those at a place of this flow if there is one. */
export function statisticsOf(
  query: readonly FilterArg[],
  flow: number | string,
  place: Place | null = null,
): string {
  const args = query.filter(([name]) => name !== "flow").map(([name, value]) => [name, value]);
  const here = place ? ["block", blockValue(flow, place)] : ["flow", String(flow)];
  return `/statistics/?${new URLSearchParams([...args, here])}`;
}

/** A block, or an outlet of it, as the filter "block" has it. */
export function blockValue(flow: number | string, { node, outlet }: Place): string {
  return outlet === undefined ? `${flow}:${node}` : `${flow}:${node}:${outlet}`;
}

/** The filters without one of them. */
export function without(filters: readonly FilterArg[], [name, value]: FilterArg): FilterArg[] {
  return filters.filter((each) => each[0] !== name || each[1] !== value);
}

/** The filters with one more, each once. */
export function withFilter(filters: readonly FilterArg[], added: FilterArg): FilterArg[] {
  return [...without(filters, added), added];
}
