// The bar below a large figure.
import { stack } from "./bars";
import { fillOf } from "./patterns";
import type { Tile } from "./tile";

const WIDTH = 150;

const FILL: Record<string, string> = { act: "var(--act-line)", watch: "var(--watch-line)" };

export function Bullet({ tile }: { tile: Tile }) {
  const { bar } = tile;
  if (bar.is === "none") return <span className="bullet" />;
  return (
    <svg className="bullet" viewBox={`0 0 ${WIDTH} 12`} preserveAspectRatio="none" aria-hidden="true">
      {bar.is === "stack" ? (
        stack(bar.parts, bar.whole, WIDTH).map(({ name, from, size }) => (
          <rect key={name} x={from} y="2" width={Math.max(1, size - 1)} height="8" fill={fillOf(name)} />
        ))
      ) : (
        <>
          <rect y="3" width={WIDTH} height="6" rx="3" fill="var(--tblr-border-color)" />
          <rect
            y="3"
            width={bar.fill * WIDTH}
            height="6"
            rx="3"
            fill={FILL[tile.level] ?? "var(--chart-main)"}
          />
          <rect
            x={Math.min(bar.mark * WIDTH, WIDTH - 2)}
            width="2"
            height="12"
            fill="var(--tblr-heading-color)"
          />
        </>
      )}
    </svg>
  );
}
