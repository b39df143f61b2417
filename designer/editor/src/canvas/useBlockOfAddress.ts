import { useEffect } from "react";
import { useEditorStore } from "../store/editor";

/** Chooses the block that the address of the page names, as pages do that tell where a thing is used. */
export function useBlockOfAddress(): void {
  const store = useEditorStore();
  useEffect(() => {
    const block = new URLSearchParams(window.location.search).get("block");
    const { graph, select, reveal } = store.getState();
    if (!block || !graph.nodes.some(({ id }) => id === block)) return;
    select([block]);
    reveal([block], true);
  }, [store]);
}
