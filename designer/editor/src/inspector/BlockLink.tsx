import { NodeIcon } from "../canvas/NodeIcon";
import type { FlowNode } from "../core/graph";
import { useEditor, useEditorStore } from "../store/editor";

/** A block's name that selects and shows it. */
export function BlockLink({ node }: { node: FlowNode }) {
  const store = useEditorStore();
  const spec = useEditor((state) => state.specs.get(node.type));
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
      <NodeIcon spec={spec} size={12} />
      <span>{node.label || spec?.label || node.type}</span>
    </button>
  );
}
