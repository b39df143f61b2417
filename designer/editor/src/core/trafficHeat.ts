/** The traffic of a period on the drawing. */
import type { BlockTraffic, Traffic } from "../api/traffic";
import type { Translate } from "../i18n";
import { duration } from "./duration";
import { type FlowGraph, type FlowNode, nodeById } from "./graph";
import { type BlockMark, type Marks, type WireMark, wireKey } from "./marks";

const THINNEST = 1.5;
const WIDEST = 8;

/** Of callers who came to a block, so many must hang up there for it to stand out. */
const WORTH_A_LOOK = 0.1;

/** The wire that most calls went along is the widest; one without calls steps back. */
export function heatMarks(graph: FlowGraph, { blocks }: Traffic, t: Translate, percent: Percent): Marks {
  const taken = new Map(
    blocks.flatMap(({ node, outlets }) =>
      outlets.map((each) => [wireKey({ from: node, outlet: each.outlet }), each] as const),
    ),
  );
  const most = Math.max(1, ...[...taken.values()].map(({ calls }) => calls));
  const wires = graph.wires.map((wire): [string, WireMark] => {
    const outlet = taken.get(wireKey(wire));
    if (!outlet) return [wireKey(wire), { tone: "aside" }];
    const width = THINNEST + (WIDEST - THINNEST) * (outlet.calls / most);
    return [wireKey(wire), { width, badge: percent(outlet.share) }];
  });
  return { blocks: new Map(blocks.map((block) => [block.node, blockMark(block, t)])), wires: new Map(wires) };
}

export type Percent = (share: number) => string;

function blockMark(block: BlockTraffic, t: Translate): BlockMark {
  const { calls, seconds, hung_up } = block;
  const lost = losesCallers(block);
  const badge = [
    String(calls),
    seconds === null ? "" : duration(seconds),
    lost ? t("hungUpBadge", { count: hung_up }) : "",
  ];
  const title = [
    t("callsCame", { count: calls }),
    seconds === null ? "" : t("stayedFor", { time: duration(seconds) }),
    hung_up ? t("hungUpHere", { count: hung_up }) : "",
  ];
  return {
    tone: lost ? "lost" : undefined,
    badge: badge.filter(Boolean).join(" · "),
    title: title.filter(Boolean).join(", "),
  };
}

export function losesCallers({ calls, hung_up }: BlockTraffic): boolean {
  return hung_up > 0 && hung_up >= WORTH_A_LOOK * calls;
}

export interface HeatRow {
  readonly block: BlockTraffic;
  /** Undefined for one that is no longer in the drawing. */
  readonly node: FlowNode | undefined;
}

/** In the order in which calls come to them; blocks that are no longer drawn are at the end. */
export function heatRows(graph: FlowGraph, { blocks }: Traffic): HeatRow[] {
  const rows = blocks.map((block) => ({ block, node: nodeById(graph, block.node) }));
  return rows.sort((a, b) => Number(!a.node) - Number(!b.node) || b.block.calls - a.block.calls);
}
