export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const GAP = 6;
const EDGE = 12;

/** Where something of a *size* goes beside *of*: below it, or above where there is no room, and within the *screen*. */
export function placed(of: Box, size: Pick<Box, "width" | "height">, screen: Pick<Box, "width" | "height">) {
  const below = of.top + of.height + GAP;
  const isAbove = below + size.height > screen.height - EDGE && of.top - GAP - size.height >= EDGE;
  const left = Math.max(EDGE, Math.min(of.left, screen.width - size.width - EDGE));
  return { left, top: isAbove ? of.top - GAP - size.height : below };
}
