/** Lining up what is chosen. Places stay on the grid. */
import { type Box, boundsOf, snap } from "./geometry";
import type { Point } from "./graph";

export const ARRANGEMENTS = ["left", "centre", "top", "middle", "across", "down"] as const;

/** Edges and middles line up; "across" and "down" make the gaps even. */
export type Arrangement = (typeof ARRANGEMENTS)[number];

/** How many things an arrangement needs to change anything. */
export function leastFor(how: Arrangement): number {
  return how === "across" || how === "down" ? 3 : 2;
}

export function arrange(boxes: ReadonlyMap<string, Box>, how: Arrangement): Map<string, Point> {
  const bounds = boundsOf([...boxes.values()]);
  if (!bounds || boxes.size < leastFor(how)) return new Map();
  if (how === "across") return spread(boxes, "x", "width");
  if (how === "down") return spread(boxes, "y", "height");
  const place = {
    left: ({ y }: Box) => ({ x: bounds.x, y }),
    top: ({ x }: Box) => ({ x, y: bounds.y }),
    centre: ({ y, width }: Box) => ({ x: bounds.x + (bounds.width - width) / 2, y }),
    middle: ({ x, height }: Box) => ({ x, y: bounds.y + (bounds.height - height) / 2 }),
  }[how];
  return new Map([...boxes].map(([key, box]) => [key, onGrid(box, place(box))]));
}

function spread(boxes: ReadonlyMap<string, Box>, along: "x" | "y", length: "width" | "height") {
  const row = [...boxes].sort(([, a], [, b]) => a[along] - b[along]);
  const [first] = row[0] as [string, Box];
  const start = (boxes.get(first) as Box)[along];
  const end = Math.max(...row.map(([, box]) => box[along] + box[length]));
  const filled = row.reduce((sum, [, box]) => sum + box[length], 0);
  const gap = (end - start - filled) / (row.length - 1);
  const places = new Map<string, Point>();
  let next = start;
  for (const [key, box] of row) {
    places.set(key, onGrid(box, { ...{ x: box.x, y: box.y }, [along]: next }));
    next += box[length] + gap;
  }
  return places;
}

/** Only the coordinate that changes goes to the grid: the other one stays as it was. */
function onGrid(box: Box, place: Point): Point {
  const snapped = snap(place);
  return {
    x: place.x === box.x ? box.x : snapped.x,
    y: place.y === box.y ? box.y : snapped.y,
  };
}
