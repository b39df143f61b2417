// The small pictures of the wall, as numbers: bars, marks, lines. What draws them is in the components.

export interface Point {
  x: number;
  y: number;
}

/** The points of a line of *values* over *width*, with *top* the value at the upper edge. */
export function line(values: readonly number[], top: number, width: number, height: number): Point[] {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const scale = top > 0 ? height / top : 0;
  return values.map((value, index) => ({ x: round(index * step), y: round(height - value * scale) }));
}

export function points(of: readonly Point[]): string {
  return of.map(({ x, y }) => `${x},${y}`).join(" ");
}

/** The line closed down to the ground, to be filled. */
export function area(of: readonly Point[], height: number): string {
  const [first, last] = [of[0], of.at(-1)];
  if (!first || !last) return "";
  return points([{ x: first.x, y: height }, ...of, { x: last.x, y: height }]);
}

/** Part of a bar that is filled, from 0 to 1; *top* is its full length. */
export function part(value: number | null, top: number): number {
  if (value === null || top <= 0) return 0;
  return Math.min(1, Math.max(0, value / top));
}

/** A round number at or above *largest*, for the upper edge of a chart with *lines* grid lines between. */
export function ceiling(largest: number, lines = 2): number {
  if (largest <= 0) return lines;
  const rough = largest / lines;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * size).find((each) => each >= rough - 1e-9) ?? rough;
  return Math.max(1, Math.ceil(step)) * lines;
}

export interface Slice<Name extends string> {
  name: Name;
  from: number;
  size: number;
}

/** Amounts laid end to end from 0 along *length*, where *whole* fills it. Those of nothing are left out. */
export function stack<Name extends string>(
  amounts: readonly (readonly [Name, number])[],
  whole: number,
  size: number,
): Slice<Name>[] {
  const scale = whole > 0 ? size / whole : 0;
  let from = 0;
  const slices: Slice<Name>[] = [];
  for (const [name, amount] of amounts) {
    if (amount <= 0) continue;
    slices.push({ name, from: round(from), size: round(amount * scale) });
    from += amount * scale;
  }
  return slices;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The hours of a chart: those of a working day, and more where there are calls, today or usually. */
export function hoursShown<Row extends { hour: number; calls: number; usual: number | null }>(
  rows: readonly Row[],
): Row[] {
  const used = rows.filter(({ calls, usual }) => calls > 0 || (usual ?? 0) >= 0.5).map(({ hour }) => hour);
  const [first, last] = [Math.min(8, ...used), Math.max(17, ...used)];
  return rows.filter(({ hour }) => hour >= first && hour <= last);
}
