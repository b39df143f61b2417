// What the portal sends of something live: one snapshot, and the numbered changes that follow it (docs/wall.md).

export type Row = Readonly<Record<string, unknown>>;
export type Rows = Readonly<Record<string, Row>>;
type Order = Readonly<Record<string, readonly string[]>>;

export interface Snapshot {
  /** Names one process and one view; numbers are comparable within an epoch only. */
  epoch: string;
  seq: number;
  /** The server's time. */
  at: number;
  /** How old what the server knows is, in ms. */
  age?: number;
  state: Readonly<Record<string, Rows>>;
  /** The keys of each section, in the order in which they are shown. */
  order: Order;
}

export interface Beat {
  epoch: string;
  seq: number;
  at: number;
  age?: number;
}

export interface Patch extends Beat {
  changed?: Readonly<Record<string, Rows>>;
  gone?: Readonly<Record<string, readonly string[]>>;
  order?: Order;
}

/** What a patch comes to: the next state, nothing new, or a hole that only a new snapshot fills. */
export type Step<State> = { is: "next"; state: State } | { is: "old" } | { is: "gap" };

/** Sections that did not change stay the same objects, so that nothing draws them again. */
export function step<State extends Snapshot>(known: State | null, patch: Patch): Step<State> {
  if (!known || patch.epoch !== known.epoch || patch.seq > known.seq + 1) return { is: "gap" };
  if (patch.seq <= known.seq) return { is: "old" };
  return { is: "next", state: applied(known, patch) };
}

/** Whether a beat tells of a change that never came. */
export function isBehind(known: Snapshot | null, beat: Beat): boolean {
  return !known || beat.epoch !== known.epoch || beat.seq > known.seq;
}

export function applied<State extends Snapshot>(known: State, patch: Patch): State {
  const state: Record<string, Rows> = { ...known.state };
  for (const [section, keys] of Object.entries(patch.gone ?? {}))
    state[section] = without(state[section], keys);
  for (const [section, rows] of Object.entries(patch.changed ?? {}))
    state[section] = { ...state[section], ...rows };
  return { ...known, seq: patch.seq, at: patch.at, state, order: { ...known.order, ...patch.order } };
}

function without(rows: Rows | undefined, keys: readonly string[]): Rows {
  const gone = new Set(keys);
  return Object.fromEntries(Object.entries(rows ?? {}).filter(([key]) => !gone.has(key)));
}

export interface Keyed<Shape> {
  key: string;
  row: Shape;
}

/** The rows of a section in order, each with its key. A key of the order that has no row is left out. */
export function ordered<Shape>(known: Snapshot, section: string): Keyed<Shape>[] {
  const rows = known.state[section] ?? {};
  const keys = known.order[section] ?? Object.keys(rows);
  return keys.flatMap((key) => {
    const row = rows[key];
    return row ? [{ key, row: row as unknown as Shape }] : [];
  });
}

export function only<Shape>(known: Snapshot, section: string, key: string): Shape | undefined {
  return known.state[section]?.[key] as unknown as Shape | undefined;
}
