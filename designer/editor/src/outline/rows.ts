import { outletLabel } from "../canvas/Block";
import type { Specs } from "../core/catalogue";
import { freeOutlet } from "../core/edit";
import type { FlowGraph } from "../core/graph";
import { nameOf } from "../core/naming";
import { outletsOf } from "../core/outlets";
import type { OutlineRow } from "../core/outline";
import { t } from "../language";

/** What stands in a row, without the outlet that leads there. */
export function titleOf({ kind, node }: OutlineRow, specs: Specs): string {
  if (kind === "aside") return t("outlineAside");
  if (!node) return t("outlineFree");
  const label = nameOf(specs, node);
  return kind === "again" ? t("outlineAgain", { label }) : label;
}

export function wayOf({ way }: OutlineRow): string | null {
  return way && outletLabel(way.outlet);
}

/** The outlet behind which a new block comes: that of a free row, else the block's own first one. */
export function behind(row: OutlineRow, graph: FlowGraph, specs: Specs) {
  if (row.kind !== "block") return row.way && { from: row.way.from, outlet: row.way.outlet.name };
  if (!row.node) return null;
  const first = outletsOf(specs.get(row.node.type), row.node)[0]?.name;
  const outlet = freeOutlet(graph, specs, row.node.id) ?? first;
  return outlet === undefined ? null : { from: row.node.id, outlet };
}
