import type { References, Specs } from "./catalogue";
import type { FlowGraph, FlowNode } from "./graph";
import { nameOf } from "./naming";
import { noteKey, notesOf } from "./notes";
import { summaryOf } from "./summary";

/** The blocks and notes that a search finds, by their keys: those of that name first. Each word has to be there. */
export function findOnCanvas(
  graph: FlowGraph,
  specs: Specs,
  references: References,
  search: string,
): string[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const fits = (texts: readonly string[]) => {
    const whole = texts.join("\n").toLocaleLowerCase();
    return words.every((word) => whole.includes(word));
  };
  const named = graph.nodes.filter((node) => fits([nameOf(specs, node)]));
  const isNamed = new Set(named);
  const others = graph.nodes.filter((node) => !isNamed.has(node) && fits(textsOf(node, specs, references)));
  const notes = notesOf(graph).filter((note) => fits([note.text]));
  return [...[...named, ...others].map((node) => node.id), ...notes.map((note) => noteKey(note.id))];
}

function textsOf(node: FlowNode, specs: Specs, references: References): string[] {
  const spec = specs.get(node.type);
  const settings = Object.values(node.settings).filter((value) => typeof value === "string");
  const told = spec ? summaryOf(spec, node, references).map((part) => part.text) : [];
  return [nameOf(specs, node), spec?.label ?? node.type, ...told, ...settings];
}
