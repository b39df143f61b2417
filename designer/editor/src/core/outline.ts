/** A drawing as an indented list: from the start along the wires. Every block stands in it once, and every outlet. */
import type { Specs } from "./catalogue";
import { type FlowGraph, type FlowNode, nodeById } from "./graph";
import { type Outlet, shownOutlets, wiredOutlets } from "./outlets";

export interface OutlineRow {
  /** Stays the same while other parts of the drawing change. */
  readonly key: string;
  readonly parent: string | null;
  /**
   * "block": here a block stands; "again": the outlet leads to a block that stands elsewhere; "free": it leads nowhere;
   * "aside": the heading of what no call reaches.
   */
  readonly kind: "block" | "again" | "free" | "aside";
  /** The outlet that leads here. */
  readonly way: { readonly from: string; readonly outlet: Outlet } | null;
  readonly node: FlowNode | null;
  /** Counted from 1, as screen readers do. */
  readonly level: number;
  /** How far in it is drawn: what follows without a choice is drawn less far in than a branch. */
  readonly indent: number;
  readonly place: number;
  readonly siblings: number;
  readonly isParent: boolean;
}

export const ASIDE = "aside";
const BRANCH = 16;
const FOLLOWER = 6;

type Start = Pick<OutlineRow, "parent" | "way" | "level" | "indent" | "place" | "siblings"> & {
  target: string | undefined;
};

export function outlineOf(graph: FlowGraph, specs: Specs): OutlineRow[] {
  const outline = new OutlineBuilder(graph, specs);
  const alone = { way: null, level: 1, indent: 0, place: 1 };
  if (nodeById(graph, graph.entry)) {
    outline.from({ ...alone, parent: null, siblings: 1, target: graph.entry });
  }
  outline.aside();
  return outline.rows;
}

export function wayRow(from: string, outlet: string): string {
  return `${from} ${outlet}`;
}

class OutlineBuilder {
  readonly rows: OutlineRow[] = [];
  private readonly seen = new Set<string>();
  private readonly nodes: ReadonlyMap<string, FlowNode>;
  private readonly targets: ReadonlyMap<string, string>;
  private readonly wired: ReadonlyMap<string, readonly string[]>;

  constructor(
    private readonly graph: FlowGraph,
    private readonly specs: Specs,
  ) {
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.targets = new Map(graph.wires.map((wire) => [wayRow(wire.from, wire.outlet), wire.to]));
    this.wired = wiredOutlets(graph.wires);
  }

  /** Depth first, by hand: a long drawing is deeper than calls may be. */
  from(start: Start): void {
    const waiting = [start];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { target, ...row } = next;
      const node = target === undefined ? undefined : this.nodes.get(target);
      const key = row.way ? wayRow(row.way.from, row.way.outlet.name) : `top ${target}`;
      if (!node || this.seen.has(node.id)) {
        this.rows.push({ ...row, key, kind: node ? "again" : "free", node: node ?? null, isParent: false });
        continue;
      }
      this.seen.add(node.id);
      const children = this.children(node, key, row);
      this.rows.push({ ...row, key, kind: "block", node, isParent: children.length > 0 });
      waiting.push(...children.reverse());
    }
  }

  /** The blocks that no call reaches, under a heading; first those that begin something. */
  aside(): void {
    const left = this.graph.nodes.filter((node) => !this.seen.has(node.id));
    if (left.length === 0) return;
    const entered = new Set(this.graph.wires.filter(({ from, to }) => from !== to).map(({ to }) => to));
    const tops = this.rows.filter((row) => row.parent === null).length + 1;
    const heading = { key: ASIDE, parent: null, kind: "aside", way: null, node: null } as const;
    this.rows.push({ ...heading, level: 1, indent: 0, place: tops, siblings: tops, isParent: true });
    let place = 0;
    for (const { id } of [...left.filter((node) => !entered.has(node.id)), ...left]) {
      if (this.seen.has(id)) continue;
      const row = { parent: ASIDE, way: null, level: 2, indent: BRANCH, place: ++place };
      this.from({ ...row, siblings: 0, target: id });
    }
    this.count(null, tops);
    this.count(ASIDE, place);
  }

  /** Tells the rows under a parent how many they are. */
  private count(parent: string | null, siblings: number): void {
    this.rows.forEach((row, at) => {
      if (row.parent === parent) this.rows[at] = { ...row, siblings };
    });
  }

  private children(node: FlowNode, parent: string, { level, indent }: Omit<Start, "target">): Start[] {
    const outlets = shownOutlets(this.specs.get(node.type), node, this.wired.get(node.id) ?? []);
    return outlets.map((outlet, at) => ({
      parent,
      way: { from: node.id, outlet },
      level: level + 1,
      indent: indent + (outlets.length > 1 ? BRANCH : FOLLOWER),
      place: at + 1,
      siblings: outlets.length,
      target: this.targets.get(wayRow(node.id, outlet.name)),
    }));
  }
}

/** The rows that are shown while some are folded. */
export function unfolded(rows: readonly OutlineRow[], folded: ReadonlySet<string>): OutlineRow[] {
  const hidden = new Set<string>();
  return rows.filter(({ key, parent }) => {
    const isHidden = parent !== null && (hidden.has(parent) || folded.has(parent));
    if (isHidden) hidden.add(key);
    return !isHidden;
  });
}

/** The row in which a block stands. */
export function rowOf(rows: readonly OutlineRow[], id: string): OutlineRow | undefined {
  return rows.find((row) => row.kind === "block" && row.node?.id === id);
}
