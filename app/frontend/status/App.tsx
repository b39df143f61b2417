// Status as a whole.
import { useLayoutEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { Head } from "./Head";
import { Health } from "./Health";
import { Lines } from "./Lines";
import { Machine } from "./Machine";
import { People } from "./People";
import { Patterns } from "./patterns";
import { usePlayer } from "./player";
import { Queues } from "./Queues";
import { Tiles } from "./Tiles";
import { Toasts } from "./Toasts";
import { PastNote, Why } from "./Why";
import { wall } from "./wall";

interface Line {
  choose(view: "all" | "mine"): void;
  retry(): void;
}

export function App({ line }: { line: Line }) {
  const isThere = useStore(wall, ({ live }) => live !== null);
  const player = usePlayer();
  return (
    <div className="wall">
      <Head choose={line.choose} />
      <Patterns />
      <PastNote speed={player.speed} back={player.back} />
      <Why retry={line.retry} />
      <Tiles />
      <Columns />
      <Health />
      {isThere && <Machine player={player} />}
      <Toasts />
    </div>
  );
}

/** Keeps its height while nothing can be shown, so that the page doesn't jump when the connection is back. */
function Columns() {
  const isStale = useStore(wall, (state) => state.isStale);
  const columns = useRef<HTMLDivElement>(null);
  const last = useRef(0);
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    setHeight(isStale ? last.current : 0);
    if (isStale) return;
    const watch = new ResizeObserver(([entry]) => {
      last.current = entry?.contentRect.height ?? 0;
    });
    if (columns.current) watch.observe(columns.current);
    return () => watch.disconnect();
  }, [isStale]);
  return (
    <div ref={columns} className="columns" style={{ minHeight: height || undefined }}>
      <Lines />
      <Queues />
      <People />
    </div>
  );
}
