/** Calls in progress on the drawing. */
import type { Translate } from "../i18n";
import { type BlockMark, type Marks, type WireMark, wireKey } from "./marks";

export interface Stop {
  block: string;
  /** Of the block before, by which the call came here. */
  outlet: string;
  /** In milliseconds. */
  at: number;
}

/** A call in progress, as the server tells it (app/status/drawn_calls.py). */
export interface LiveCall {
  id: string;
  caller: string;
  number: string;
  /** What the drawing that the call goes through calls the block where it is. */
  node: string;
  rings: string[];
  talks: string[];
  /** Since when it talks, or else is there. */
  since: string;
  /** The last ones; the last of all is where the call is. */
  stops: Stop[];
  stops_in_all: number;
}

/** The wires along which calls have gone since `before`, each as often as one did. */
export function hops(before: readonly LiveCall[], after: readonly LiveCall[]): string[] {
  const seen = new Map(before.map((call) => [call.id, call.stops_in_all]));
  return after.flatMap(({ id, stops, stops_in_all }) => {
    const isNew = stops_in_all - (seen.get(id) ?? 0);
    const first = Math.max(1, stops.length - isNew);
    return stops.slice(first).flatMap(({ outlet }, place) => {
      const from = stops[first + place - 1]?.block ?? "";
      return outlet ? [wireKey({ from, outlet })] : [];
    });
  });
}

/** How many calls are at each block. */
export function callsByBlock(calls: readonly LiveCall[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const call of calls) {
    const block = call.stops.at(-1)?.block;
    if (block !== undefined) found.set(block, (found.get(block) ?? 0) + 1);
  }
  return found;
}

/** `travelling` are the wires along which calls go at this moment. */
export function liveMarks(calls: readonly LiveCall[], travelling: readonly string[], t: Translate): Marks {
  const blocks = new Map<string, BlockMark>();
  for (const [block, count] of callsByBlock(calls)) {
    const title = count === 1 ? t("oneCallHere") : t("callsHere", { count });
    blocks.set(block, { tone: "here", badge: String(count), title });
  }
  const wires = new Map<string, WireMark>();
  for (const key of travelling) {
    wires.set(key, { tone: "walked", calls: (wires.get(key)?.calls ?? 0) + 1 });
  }
  return { blocks, wires };
}
