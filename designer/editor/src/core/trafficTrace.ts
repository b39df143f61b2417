/** One call on the drawing that it went through. */
import type { CallStep } from "../api/traffic";
import type { Translate } from "../i18n";
import type { Wire } from "./graph";
import { type BlockMark, type Marks, type WireMark, wireKey } from "./marks";

/** All of the path is lit, and where the call is at this step stands out. Badges say in which order it came there. */
export function traceMarks(
  steps: readonly CallStep[],
  at: number,
  wires: readonly Wire[],
  t: Translate,
): Marks {
  const order = new Map<string, number[]>();
  const walked = new Map<string, WireMark>();
  let visits = 0;
  steps.forEach(({ node, outlet }, place) => {
    if (place > 0 && outlet === null) return;
    order.set(node, [...(order.get(node) ?? []), ++visits]);
    const from = steps[place - 1]?.node;
    if (from !== undefined)
      for (const key of between(wires, from, outlet, node)) walked.set(key, { tone: "walked" });
  });
  const here = steps[at]?.node;
  const blocks = [...order].map(([node, places]): [string, BlockMark] => [
    node,
    {
      tone: node === here ? "here" : "walked",
      badge: places.join(", "),
      title: t(node === here ? "stationHere" : "station", { places: places.join(", ") }),
    },
  ]);
  return { blocks: new Map(blocks), wires: walked };
}

/** By an unknown outlet, each wire that leads there may have been it. */
function between(wires: readonly Wire[], from: string, outlet: string | null, to: string): string[] {
  if (outlet) return [wireKey({ from, outlet })];
  return wires.filter((wire) => wire.from === from && wire.to === to).map(wireKey);
}

/** The last step that has begun by then. */
export function stepAt(steps: readonly CallStep[], seconds: number): number {
  const later = steps.findIndex(({ at_s }) => at_s > seconds);
  return Math.max(0, (later < 0 ? steps.length : later) - 1);
}
