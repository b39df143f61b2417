import type { Specs } from "./catalogue";
import type { FlowNode } from "./graph";

/** What people call a node: its label, or while it has none its type's. */
export function nameOf(specs: Specs, node: Pick<FlowNode, "label" | "type">): string {
  return node.label || (specs.get(node.type)?.label ?? node.type);
}

/** A new node's id: its type and the next free number, such as "menu-2". A number in use before is not given again. */
export function newId(type: string, taken: Iterable<string>): string {
  const prefix = `${type}-`;
  let highest = 0;
  for (const id of taken) {
    if (id === type) highest = Math.max(highest, 1);
    if (!id.startsWith(prefix)) continue;
    const number = Number(id.slice(prefix.length));
    if (Number.isSafeInteger(number)) highest = Math.max(highest, number);
  }
  return `${prefix}${highest + 1}`;
}

/** A label that no other node of the drawing carries: "Phone menu", "Phone menu 2", ...; none stays none. */
export function newLabel(wanted: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  if (!wanted || !used.has(wanted)) return wanted;
  const stem = wanted.replace(/ \d+$/, "");
  for (let number = 2; ; number++) {
    const label = `${stem} ${number}`;
    if (!used.has(label)) return label;
  }
}
