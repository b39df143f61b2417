/** Two drawings laid over each other, so that what is different between them can be seen on one canvas. */
import type { Specs } from "./catalogue";
import { freePlace } from "./geometry";
import { type FlowGraph, type FlowNode, nodeById, type Point, type Wire } from "./graph";
import { type BlockMark, type Marks, type WireMark, wayKey } from "./marks";

/**
 * One difference in words. `kind` is "added", "removed" or "changed" when the block itself is another; `node` is null
 * when no block is meant.
 */
export interface Change {
  readonly kind: string;
  readonly node: string | null;
  readonly sentence: string;
}

export interface Difference {
  readonly before: FlowGraph;
  readonly after: FlowGraph;
  readonly changes: readonly Change[];
}

const BLOCK_KINDS = ["added", "removed", "changed"] as const;
type BlockKind = (typeof BLOCK_KINDS)[number];

/** What a badge says of a block or a wire. */
export type DifferenceWords = Readonly<Record<BlockKind, string>>;

/** The later drawing, and in it whatever only the earlier one has. */
export function union({ before, after }: Difference, specs: Specs): FlowGraph {
  const there = new Set(after.nodes.map((node) => node.id));
  const gone = before.nodes.filter((node) => !there.has(node.id));
  const whole = gone.reduce((graph, node) => withGone(graph, before, node, specs), after);
  return { ...whole, wires: [...after.wires, ...onlyIn(before, after)] };
}

/** Puts a block that is gone to where it stood, seen from a block that it was wired to. */
function withGone(graph: FlowGraph, before: FlowGraph, node: FlowNode, specs: Specs): FlowGraph {
  const { x, y } = shift(graph, before, node);
  const place = freePlace(graph, specs, node, { x: node.position.x + x, y: node.position.y + y });
  return { ...graph, nodes: [...graph.nodes, { ...node, position: place }] };
}

/** How far a neighbour of a block was moved: first of those that led to it, then of those that it led to. */
function shift(graph: FlowGraph, before: FlowGraph, { id }: FlowNode): Point {
  const sources = before.wires.flatMap(({ from, to }) => (to === id ? [from] : []));
  const targets = before.wires.flatMap(({ from, to }) => (from === id ? [to] : []));
  for (const neighbour of [...sources, ...targets]) {
    const [old, now] = [nodeById(before, neighbour), nodeById(graph, neighbour)];
    if (old && now) return { x: now.position.x - old.position.x, y: now.position.y - old.position.y };
  }
  return { x: 0, y: 0 };
}

export function differenceMarks({ before, after, changes }: Difference, words: DifferenceWords): Marks {
  const mark = (tone: BlockKind) => ({ tone, badge: words[tone] });
  const blocks = new Map<string, BlockMark>();
  for (const { kind, node, sentence } of changes) {
    const tone = BLOCK_KINDS.find((known) => known === kind);
    if (node === null || tone === undefined) continue;
    const title = [blocks.get(node)?.title, sentence].filter(Boolean).join("\n");
    blocks.set(node, { ...mark(tone), title });
  }
  const wires = new Map<string, WireMark>();
  for (const wire of onlyIn(after, before)) wires.set(wayKey(wire), mark("added"));
  for (const wire of onlyIn(before, after)) wires.set(wayKey(wire), mark("removed"));
  return { blocks, wires };
}

/** The wires of one drawing that another does not have. */
function onlyIn(graph: FlowGraph, other: FlowGraph): Wire[] {
  const there = new Set(other.wires.map(wayKey));
  return graph.wires.filter((wire) => !there.has(wayKey(wire)));
}

/** The place of the next change, or of the one before; from the last it goes on with the first. */
export function nextChange(changes: readonly Change[], at: number | null, by: 1 | -1): number | null {
  if (changes.length === 0) return null;
  if (at === null) return by === 1 ? 0 : changes.length - 1;
  return (at + by + changes.length) % changes.length;
}
