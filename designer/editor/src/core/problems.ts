/** A fault in a drawing as the server reports it. */
export interface Diagnostic {
  code: string;
  message: string;
  /** The node that it is about; null when it is about the whole drawing. */
  node: string | null;
  /** The setting or the outlet that it is about. */
  field: string | null;
  /** A call that shows the fault, if one was found. */
  example: unknown;
}

export type Problems = ReadonlyMap<string, readonly Diagnostic[]>;

export function problemsByNode(diagnostics: readonly Diagnostic[]): Problems {
  const found = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.node === null) continue;
    const list = found.get(diagnostic.node);
    if (list) list.push(diagnostic);
    else found.set(diagnostic.node, [diagnostic]);
  }
  return found;
}

/** The faults of one field or outlet of a node, and those of the node as a whole when `field` is null. */
export function problemsOf(
  all: readonly Diagnostic[] | undefined,
  field: string | null,
  shown: ReadonlySet<string>,
): Diagnostic[] {
  return (all ?? []).filter((one) =>
    field === null ? one.field === null || !shown.has(one.field) : one.field === field,
  );
}

/** A fault's example as one line, or null when it has none that reads as text. */
export function exampleText(example: unknown): string | null {
  if (typeof example === "string") return example || null;
  if (Array.isArray(example)) {
    const steps = example.filter((step): step is string => typeof step === "string");
    return steps.length ? steps.join(" → ") : null;
  }
  return null;
}
