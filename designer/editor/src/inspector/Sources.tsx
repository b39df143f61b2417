import { nodeById } from "../core/graph";
import { t } from "../language";
import { useEditor } from "../store/editor";
import { BlockLink } from "./BlockLink";

/** The blocks that lead to this one. */
export function Sources({ id }: { id: string }) {
  const graph = useEditor((state) => state.graph);
  const sources = new Set(graph.wires.flatMap((wire) => (wire.to === id ? [wire.from] : [])));
  if (sources.size === 0) return null;
  return (
    <>
      <h3 className="inspector-section">{t("comesFrom")}</h3>
      <ul className="inspector-links">
        {[...sources].map((source) => {
          const node = nodeById(graph, source);
          return node ? (
            <li key={source}>
              <BlockLink node={node} />
            </li>
          ) : null;
        })}
      </ul>
    </>
  );
}
