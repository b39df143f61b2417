import { nodeById } from "../core/graph";
import { nameOf } from "../core/naming";
import { useEditor } from "../store/editor";

/** What the drawing on the canvas calls a block; undefined when it has no such block. */
export function useBlockName(): (id: string) => string | undefined {
  const graph = useEditor((state) => state.looking ?? state.graph);
  const specs = useEditor((state) => state.specs);
  return (id) => {
    const node = nodeById(graph, id);
    return node && nameOf(specs, node);
  };
}
