/** What is laid over a drawing without being part of it: the path of a call, a difference, traffic. */
import type { Wire } from "./graph";

export type Tone = "walked" | "here" | "lost" | "added" | "removed" | "changed" | "aside";

/** `badge` stands at the corner of the block, `title` says it in words. */
export interface BlockMark {
  readonly tone?: Tone;
  readonly badge?: string;
  readonly title?: string;
}

/** `width` is that of the line in pixels, `calls` how many travel along it at this moment. */
export interface WireMark {
  readonly tone?: Tone;
  readonly badge?: string;
  readonly width?: number;
  readonly calls?: number;
}

export interface Marks {
  readonly blocks: ReadonlyMap<string, BlockMark>;
  /** By `wireKey`, or by `wayKey` where two drawings are shown at once. */
  readonly wires: ReadonlyMap<string, WireMark>;
}

export const noMarks: Marks = { blocks: new Map(), wires: new Map() };

/** An outlet has one wire at most, so it names the wire. */
export function wireKey({ from, outlet }: Pick<Wire, "from" | "outlet">): string {
  return `${from} ${outlet}`;
}

/** Tells the wires of one outlet apart that leads to one place in one drawing and elsewhere in another. */
export function wayKey(wire: Wire): string {
  return `${wireKey(wire)} ${wire.to}`;
}

export function markOf({ wires }: Marks, wire: Wire): WireMark | undefined {
  return wires.get(wayKey(wire)) ?? wires.get(wireKey(wire));
}

/** A path lit up: its blocks, the wires between them, and the block where the call is. */
export function pathMarks(path: readonly string[], wires: readonly Wire[], isOver: boolean): Marks {
  const here = path.at(-1);
  const blocks = new Map<string, BlockMark>(path.map((id) => [id, { tone: "walked" }]));
  if (here !== undefined && !isOver) blocks.set(here, { tone: "here" });
  const steps = new Set(path.slice(1).map((to, place) => `${path[place]} ${to}`));
  const walked = wires.filter(({ from, to }) => steps.has(`${from} ${to}`));
  return { blocks, wires: new Map(walked.map((wire) => [wireKey(wire), { tone: "walked" }])) };
}
