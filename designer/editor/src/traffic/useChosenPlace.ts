import { useMemo } from "react";
import type { Place } from "../api/traffic";
import { useEditor } from "../store/editor";

/** The one block or wire that is chosen on the drawing. */
export function useChosenPlace(): Place | null {
  const node = useEditor((state) => {
    const chosen = state.nodes.filter((each) => each.selected);
    return chosen.length === 1 ? (chosen[0]?.id ?? null) : null;
  });
  const wire = useEditor((state) => state.wires.find((shown) => shown.selected)?.data?.wire);
  return useMemo(() => {
    if (node !== null) return { node };
    return wire ? { node: wire.from, outlet: wire.outlet } : null;
  }, [node, wire]);
}
