import { t } from "../language";
import { useEditor } from "../store/editor";
import { BlockLink } from "./BlockLink";

/** The drawing as a whole: its numbers, and every block by name, for those who do not use the canvas. */
export function OverviewPanel({ heading }: { heading: string }) {
  const graph = useEditor((state) => state.graph);
  const numbers = useEditor((state) => state.numbers);
  return (
    <>
      <h2 id={heading} className="inspector-title">
        {t("overview")}
      </h2>
      <p className="inspector-help">{t("overviewHelp")}</p>
      <h3 className="inspector-section">{t("numbers")}</h3>
      {numbers.length === 0 ? (
        <p className="inspector-note">{t("noNumbers")}</p>
      ) : (
        <ul className="inspector-numbers">
          {numbers.map((number) => (
            <li key={number}>{number}</li>
          ))}
        </ul>
      )}
      <h3 className="inspector-section">{t("existingBlocks")}</h3>
      <ul className="inspector-links">
        {graph.nodes.map((node) => (
          <li key={node.id}>
            <BlockLink node={node} />
          </li>
        ))}
      </ul>
      <p className="inspector-note">
        {t("counts", { nodes: graph.nodes.length, wires: graph.wires.length })}
      </p>
    </>
  );
}
