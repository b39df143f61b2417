/** The node catalogue as `/api/catalogue` sends it: all that the editor knows about a type of node. */

export interface OutletSpec {
  name: string;
  label: string;
}

export interface Option {
  value: string;
  label: string;
}

export interface FieldSpec {
  name: string;
  kind: string;
  label: string;
  help: string;
  default: unknown;
  /** What a new block begins with, where that is not the default. */
  initial?: unknown;
  required: boolean;
  /** Empty when the number has none. */
  unit: string;
  low: number | null;
  high: number | null;
  options: readonly Option[];
  /** Kinds of the directory that a reference may name: one kind is written plain, several as "kind:name". */
  refers_to: readonly string[];
  /** How many lines a text is typed in. */
  lines: number;
  /** A text that would be right; empty when nearly any is. */
  example: string;
}

export interface NodeSpec {
  type: string;
  label: string;
  group: string;
  /** A component of @tabler/icons-react, such as "IconVolume". */
  icon: string;
  color: string;
  help: string;
  /** Calls begin here: no wire may lead in, and the drawing keeps exactly one. */
  entry: boolean;
  outlets: readonly OutletSpec[];
  /** The keys field that adds one outlet for each of its keys. */
  outlets_from: string | null;
  fields: readonly FieldSpec[];
}

export interface Reference {
  name: string;
  label: string;
  text?: string;
}

export type References = Readonly<Record<string, readonly Reference[]>>;

/** The references with the variables that a drawing sets. */
export function withVariables(references: References, names: readonly string[]): References {
  return { ...references, variable: names.map((name) => ({ name, label: name })) };
}

export type Specs = ReadonlyMap<string, NodeSpec>;

export function specsByType(nodes: readonly NodeSpec[]): Specs {
  return new Map(nodes.map((spec) => [spec.type, spec]));
}

export interface PaletteGroup {
  name: string;
  specs: NodeSpec[];
}

/**
 * What the palette offers for a search, in the catalogue's order: blocks by their names, or by their help when no name
 * fits. `withEntry` is false once a drawing has its start.
 */
export function paletteGroups(specs: Specs, search: string, withEntry: boolean): PaletteGroup[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text: string) => words.every((word) => text.toLocaleLowerCase().includes(word));
  const offered = [...specs.values()].filter((spec) => withEntry || !spec.entry);
  const named = offered.filter((spec) => fits(`${spec.label} ${spec.group}`));
  const groups = new Map<string, NodeSpec[]>();
  for (const spec of named.length ? named : offered.filter((other) => fits(other.help))) {
    groups.set(spec.group, [...(groups.get(spec.group) ?? []), spec]);
  }
  return [...groups].map(([name, members]) => ({ name, specs: members }));
}
