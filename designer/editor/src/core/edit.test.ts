import { describe, expect, it } from "vitest";
import * as edit from "./edit";
import { ask, begin, drawing, node, say, specs, wire } from "./fixture";
import { nodeById, targetOf } from "./graph";

const none = { format: 1, name: "", entry: "", nodes: [], wires: [] };

describe("connect", () => {
  it("replaces the wire that an outlet had, in its place", () => {
    const graph = drawing();
    const after = edit.connect(graph, specs, wire("ask", "1", "stop"));
    expect(after.wires).toEqual(graph.wires.with(1, wire("ask", "1", "stop")));
  });

  it("adds a wire at a free outlet", () => {
    const after = edit.connect(drawing(), specs, wire("ask", "2", "ask"));
    expect(targetOf(after, "ask", "2")).toBe("ask");
    expect(after.wires).toHaveLength(5);
  });

  it("leads nothing into the place where calls begin, and nothing to or from what is not there", () => {
    const graph = drawing();
    expect(edit.connect(graph, specs, wire("say", "next", "begin"))).toBe(graph);
    expect(edit.connect(graph, specs, wire("say", "next", "gone"))).toBe(graph);
    expect(edit.connect(graph, specs, wire("gone", "next", "stop"))).toBe(graph);
  });

  it("is no edit when the wire is there already", () => {
    const graph = drawing();
    expect(edit.connect(graph, specs, wire("say", "next", "stop"))).toBe(graph);
  });

  it("leaves one wire where a drawing had two at an outlet", () => {
    const graph = drawing();
    const twice = { ...graph, wires: [...graph.wires, wire("ask", "1", "stop")] };
    const after = edit.connect(twice, specs, wire("ask", "1", "ask"));
    expect(after.wires.filter((one) => one.outlet === "1")).toEqual([wire("ask", "1", "ask")]);
  });
});

describe("splice", () => {
  const between = wire("say", "next", "stop");

  it("puts a node into the middle of a wire by its first free outlet", () => {
    const graph = edit.addNode(drawing(), node("new", "ask", { keys: ["5"] }), ask);
    const after = edit.splice(graph, specs, between, "new");
    expect(targetOf(after, "say", "next")).toBe("new");
    expect(targetOf(after, "new", "5")).toBe("stop");
    expect(targetOf(after, "new", "silence")).toBeUndefined();
  });

  it("ends the wire at a node that leads nowhere", () => {
    const after = edit.splice({ ...drawing() }, specs, wire("begin", "next", "ask"), "stop");
    expect(targetOf(after, "begin", "next")).toBe("stop");
    expect(after.wires.filter((one) => one.from === "stop")).toEqual([]);
  });

  it("takes no wire from a node that is fully wired", () => {
    const after = edit.splice(drawing(), specs, wire("begin", "next", "ask"), "say");
    expect(targetOf(after, "say", "next")).toBe("stop");
  });
});

describe("removing", () => {
  it("takes the wires on both sides along", () => {
    const after = edit.removeNodes(drawing(), specs, new Set(["ask"]));
    expect(after.nodes.map((one) => one.id)).toEqual(["begin", "say", "stop"]);
    expect(after.wires).toEqual([wire("say", "next", "stop")]);
  });

  it("keeps the start, whatever is chosen", () => {
    const graph = drawing();
    expect(edit.removeNodes(graph, specs, new Set(["begin"]))).toBe(graph);
    const all = edit.removeNodes(graph, specs, new Set(graph.nodes.map((one) => one.id)));
    expect(all.nodes.map((one) => one.id)).toEqual(["begin"]);
    expect(all.wires).toEqual([]);
  });

  it("keeps what the drawing enters by, even when its type is unknown", () => {
    const odd = { ...drawing(), entry: "odd", nodes: [node("odd", "future")] };
    expect(edit.removeNodes(odd, specs, new Set(["odd"]))).toBe(odd);
  });
});

describe("settings", () => {
  it("take the wires of an outlet along that they take away, and no other", () => {
    const graph = { ...drawing(), nodes: [...drawing().nodes, node("other", "ask", { keys: ["1"] })] };
    const both = { ...graph, wires: [...graph.wires, wire("other", "1", "stop")] };
    const after = edit.setSetting(both, "ask", "keys", ["2"], ask);
    expect(after.wires).toEqual(both.wires.filter((one) => one.from !== "ask" || one.outlet !== "1"));
    expect(nodeById(after, "ask")?.settings).toEqual({ keys: ["2"] });
  });

  it("leave a stray wire that was stray before", () => {
    const graph = drawing();
    const stray = { ...graph, wires: [...graph.wires, wire("ask", "9", "stop")] };
    expect(edit.setSetting(stray, "ask", "keys", ["1"], ask).wires).toContainEqual(wire("ask", "9", "stop"));
  });

  it("never change the graph that they began with", () => {
    const graph = drawing();
    edit.setSetting(graph, "ask", "keys", [], ask);
    expect(graph).toEqual(drawing());
  });
});

describe("a new node", () => {
  it("has an id and a name of its own, and the defaults of its type", () => {
    const graph = { ...drawing(), nodes: [...drawing().nodes, { ...node("ask-7", "ask"), label: "Ask" }] };
    const made = edit.makeNode(graph, ask, { x: 1, y: 2 });
    expect(made).toMatchObject({ id: "ask-8", label: "Ask 2", settings: { keys: ["1"] } });
  });

  it("begins with what its type has for new ones, where that is not the default", () => {
    const fields = ask.fields.map((field) => (field.name === "keys" ? { ...field, initial: ["2"] } : field));
    expect(edit.makeNode(drawing(), { ...ask, fields }, { x: 1, y: 2 }).settings).toEqual({ keys: ["2"] });
  });

  it("becomes the start of a drawing that has none, and only then", () => {
    expect(edit.addNode(none, node("say", "say"), say).entry).toBe("");
    expect(edit.addNode(none, node("a", "begin"), begin).entry).toBe("a");
    expect(edit.addNode(drawing(), node("b", "begin"), begin).entry).toBe("begin");
  });
});

it("moving rounds to whole places, and is no edit when nothing moves", () => {
  const graph = drawing();
  const after = edit.moveNodes(graph, new Map([["say", { x: 10.4, y: -3.6 }]]));
  expect(nodeById(after, "say")?.position).toEqual({ x: 10, y: -4 });
  expect(edit.moveNodes(graph, new Map([["say", { x: 600, y: 0 }]]))).toBe(graph);
});
