import type { BlockTraffic, OutletTraffic, Place, Traffic } from "../api/traffic";
import { outletLabel } from "../canvas/Block";
import { duration } from "../core/duration";
import type { FlowNode } from "../core/graph";
import { nameOf } from "../core/naming";
import { shownOutlets } from "../core/outlets";
import { heatRows, losesCallers } from "../core/trafficHeat";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { percent } from "./format";
import { useChosenPlace } from "./useChosenPlace";

/** What the widths and badges on the drawing say, in numbers. */
export function HeatTable({ traffic }: { traffic: Traffic }) {
  const graph = useEditor((state) => state.graph);
  return (
    <table className="traffic-table">
      <caption className="visually-hidden">{t("trafficTable")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("columnBlock")}</th>
          <th scope="col">{t("columnCalls")}</th>
          <th scope="col">{t("columnTime")}</th>
          <th scope="col">{t("columnHungUp")}</th>
        </tr>
      </thead>
      {heatRows(graph, traffic).map(
        ({ block, node }) => node && <BlockRows key={block.node} block={block} node={node} />,
      )}
    </table>
  );
}

function BlockRows({ block, node }: { block: BlockTraffic; node: FlowNode }) {
  const store = useEditorStore();
  const specs = useEditor((state) => state.specs);
  const chosen = useChosenPlace();
  const outlets = shownOutlets(
    specs.get(node.type),
    node,
    block.outlets.map(({ outlet }) => outlet).filter(Boolean),
  );
  const label = (name: string) => outletLabel(outlets.find((each) => each.name === name) ?? stray(name));
  const isChosen = (place: Place) => chosen?.node === place.node && chosen.outlet === place.outlet;
  const choose = ({ node, outlet }: Place) => {
    const { wires, select, reveal } = store.getState();
    const along = wires.filter(
      ({ data }) => outlet !== undefined && data?.wire.from === node && data.wire.outlet === outlet,
    );
    if (along.length > 0)
      select(
        [],
        along.map(({ id }) => id),
      );
    else select([node]);
    reveal([node]);
  };
  const here = { node: block.node };
  return (
    <tbody className={losesCallers(block) ? "is-lost" : undefined}>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="traffic-place"
            aria-pressed={isChosen(here)}
            onClick={() => choose(here)}
          >
            {nameOf(specs, node)}
          </button>
        </th>
        <td>{block.calls}</td>
        <td>{block.seconds === null ? "–" : duration(block.seconds)}</td>
        <td className="traffic-lost">{block.hung_up || "–"}</td>
      </tr>
      {block.outlets
        .filter(({ outlet }) => outlet)
        .map((outlet) => (
          <OutletRow
            key={outlet.outlet}
            traffic={outlet}
            label={label(outlet.outlet)}
            chosen={isChosen({ node: block.node, outlet: outlet.outlet })}
            onChoose={() => choose({ node: block.node, outlet: outlet.outlet })}
          />
        ))}
    </tbody>
  );
}

function stray(name: string) {
  return { name, label: null, key: false };
}

interface OutletRowProps {
  traffic: OutletTraffic;
  label: string;
  chosen: boolean;
  onChoose: () => void;
}

function OutletRow({ traffic, label, chosen, onChoose }: OutletRowProps) {
  return (
    <tr className="traffic-outlet">
      <th scope="row">
        <button type="button" className="traffic-place" aria-pressed={chosen} onClick={onChoose}>
          {label}
        </button>
      </th>
      <td>{traffic.calls}</td>
      <td colSpan={2}>
        <span className="traffic-share">
          <span className="traffic-bar" style={{ width: `${100 * traffic.share}%` }} />
        </span>
        <span className="traffic-percent">{percent(traffic.share)}</span>
      </td>
    </tr>
  );
}
