import type { NodeSpec } from "./catalogue";
import type { FlowNode, Wire } from "./graph";

export interface Outlet {
  name: string;
  /** What to show; null for an outlet that only a wire names, because the node no longer has it. */
  label: string | null;
  /** The outlet stands for a key that a caller presses. */
  key: boolean;
}

/** The outlets of a node: one for each chosen key, then the fixed ones. */
export function outletsOf(spec: NodeSpec | undefined, node: Pick<FlowNode, "settings">): Outlet[] {
  if (!spec) return [];
  const keys = spec.outlets_from === null ? [] : chosenKeys(node.settings[spec.outlets_from]);
  return [
    ...keys.map((name) => ({ name, label: name, key: true })),
    ...spec.outlets.map(({ name, label }) => ({ name, label, key: false })),
  ];
}

/** `outletsOf` and whatever else the wires name, so that no wire of a drawing stays invisible. */
export function shownOutlets(
  spec: NodeSpec | undefined,
  node: Pick<FlowNode, "settings">,
  wired: readonly string[],
): Outlet[] {
  const outlets = outletsOf(spec, node);
  const known = new Set(outlets.map((outlet) => outlet.name));
  const strays = [...new Set(wired)].filter((name) => !known.has(name));
  return [...outlets, ...strays.map((name) => ({ name, label: null, key: false }))];
}

export function chosenKeys(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((key): key is string => typeof key === "string") : [];
}

/** The names of the wired outlets by node, in the order of the wires. */
export function wiredOutlets(wires: readonly Wire[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const wire of wires) {
    const names = found.get(wire.from);
    if (names) names.push(wire.outlet);
    else found.set(wire.from, [wire.outlet]);
  }
  return found;
}
