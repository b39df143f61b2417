import { IconTrash } from "@tabler/icons-react";
import { outletLabel } from "../canvas/Block";
import { nodeById, type Wire } from "../core/graph";
import { outletsOf } from "../core/outlets";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import { BlockLink } from "./BlockLink";

export function WirePanel({ wire, heading }: { wire: Wire; heading: string }) {
  const store = useEditorStore();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const drawable = useEditor(mayDraw);
  const from = nodeById(graph, wire.from);
  const to = nodeById(graph, wire.to);
  const outlet = from && outletsOf(specs.get(from.type), from).find((one) => one.name === wire.outlet);
  return (
    <>
      <h2 id={heading} className="inspector-title">
        {t("wire")}
      </h2>
      <div className="inspector-wire">
        {from && <BlockLink node={from} />}
        <span className="inspector-wire-outlet">{outlet ? outletLabel(outlet) : wire.outlet}</span>
        {to && <BlockLink node={to} />}
      </div>
      {drawable && (
        <button
          type="button"
          className="btn btn-outline-danger inspector-delete"
          onClick={() => store.getState().removeSelected()}
        >
          <IconTrash size={18} aria-hidden="true" /> {t("deleteWire")}
        </button>
      )}
    </>
  );
}
