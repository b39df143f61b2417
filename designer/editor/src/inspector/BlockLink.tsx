import { NodeIcon } from "../canvas/NodeIcon";
import type { FlowNode } from "../core/graph";
import { nameOf } from "../core/naming";
import { useEditor, useEditorStore } from "../store/editor";

/** A block's name that selects and shows it. */
export function BlockLink({ node }: { node: FlowNode }) {
  const store = useEditorStore();
  const specs = useEditor((state) => state.specs);
  const faulty = useEditor((state) => state.problems.has(node.id));
  const { select, reveal } = store.getState();
  return (
    <button
      type="button"
      className={faulty ? "block-link is-faulty" : "block-link"}
      onClick={() => {
        select([node.id]);
        reveal([node.id]);
      }}
    >
      <NodeIcon spec={specs.get(node.type)} size={12} />
      <span>{nameOf(specs, node)}</span>
    </button>
  );
}
