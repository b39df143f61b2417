/** A small catalogue and drawings for tests. Its types are invented: the editor must know none. */
import type { FieldSpec, NodeSpec, References } from "./catalogue";
import { specsByType } from "./catalogue";
import type { FlowGraph, FlowNode, Settings, Wire } from "./graph";

function field(part: Partial<FieldSpec> & Pick<FieldSpec, "name" | "kind">): FieldSpec {
  const rest = {
    help: "",
    default: null,
    required: false,
    unit: "",
    low: null,
    high: null,
    lines: 1,
    example: "",
  };
  return { label: part.name.toUpperCase(), options: [], refers_to: [], ...rest, ...part };
}

function spec(part: Partial<NodeSpec> & Pick<NodeSpec, "type" | "label">): NodeSpec {
  const rest = { group: "Talk", icon: "IconVolume", color: "#123456", help: "", entry: false };
  return { outlets: [], outlets_from: null, fields: [], ...rest, ...part };
}

const next = [{ name: "next", label: "Then" }];

export const begin = spec({ type: "begin", label: "Begin", group: "Start", entry: true, outlets: next });
export const say = spec({
  type: "say",
  label: "Say",
  help: "Reads a text and hangs on.",
  outlets: next,
  fields: [field({ name: "text", kind: "reference", default: "", required: true, refers_to: ["prompt"] })],
});
export const ask = spec({
  type: "ask",
  label: "Ask",
  outlets: [{ name: "silence", label: "Silence" }],
  outlets_from: "keys",
  fields: [field({ name: "keys", kind: "keys", default: ["1"], required: true })],
});
export const call = spec({
  type: "call",
  label: "Call",
  group: "Connect",
  outlets: [{ name: "failed", label: "Failed" }],
  fields: [
    field({ name: "who", kind: "reference", default: "", required: true, refers_to: ["employee", "group"] }),
    field({ name: "ring_s", kind: "number", default: 25, unit: "s", low: 3, high: 120 }),
    field({ name: "how", kind: "choice", default: "all", options: [{ value: "all", label: "At once" }] }),
    field({ name: "record", kind: "flag", default: true }),
    field({ name: "note", kind: "text" }),
  ],
});
export const stop = spec({ type: "stop", label: "Hang up", group: "End" });

export const specs = specsByType([begin, say, ask, call, stop]);

export const references: References = {
  prompt: [{ name: "hello", label: "Hello!", text: "Hello and welcome." }],
  employee: [{ name: "101", label: "Anna" }],
  group: [{ name: "101", label: "The 101s" }],
};

export function node(id: string, type: string, settings: Settings = {}, x = 0, y = 0): FlowNode {
  return { id, type, label: id, settings, position: { x, y } };
}

export function wire(from: string, outlet: string, to: string): Wire {
  return { from, outlet, to };
}

/** begin -> ask, which leads by key 1 to say and by silence to stop; say leads to stop. */
export function drawing(): FlowGraph {
  const nodes = [
    node("begin", "begin"),
    node("ask", "ask", { keys: ["1", "2"] }, 300),
    node("say", "say", { text: "hello" }, 600),
    node("stop", "stop", {}, 900),
  ];
  const wires = [
    wire("begin", "next", "ask"),
    wire("ask", "1", "say"),
    wire("ask", "silence", "stop"),
    wire("say", "next", "stop"),
  ];
  return { format: 1, name: "Example", entry: "begin", nodes, wires };
}
