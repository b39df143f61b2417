import { expect, it } from "vitest";
import { type Clip, copyNodes, pasteClip, readClip } from "./clipboard";
import { drawing, node, specs, wire } from "./fixture";

const STEP = 40;

function copied(...ids: string[]): Clip {
  const clip = copyNodes(drawing(), specs, new Set(ids));
  if (!clip) throw new Error("nothing was copied");
  return clip;
}

it("copies the chosen nodes and the wires between them alone", () => {
  const clip = copied("ask", "say");
  expect(clip.nodes.map((one) => one.id)).toEqual(["ask", "say"]);
  expect(clip.wires).toEqual([wire("ask", "1", "say")]);
});

it("copies no start", () => {
  expect(copyNodes(drawing(), specs, new Set(["begin"]))).toBeNull();
  expect(copied("begin", "say").nodes.map((one) => one.id)).toEqual(["say"]);
});

it("pastes under ids and names that are free, with settings and inner wires", () => {
  const { graph, ids } = pasteClip(drawing(), copied("ask", "say"), STEP);
  const pasted = graph.nodes.filter((one) => ids.includes(one.id));
  expect(pasted.map(({ id, label, settings }) => [id, label, settings])).toEqual([
    ["ask-2", "ask 2", { keys: ["1", "2"] }],
    ["say-2", "say 2", { text: "hello" }],
  ]);
  expect(graph.wires.at(-1)).toEqual(wire("ask-2", "1", "say-2"));
  expect(graph.wires).toHaveLength(5);
});

it("gives two nodes of one type an id each", () => {
  const two = { ...drawing(), nodes: [...drawing().nodes, node("say-2", "say")] };
  const clip = copyNodes(two, specs, new Set(["say", "say-2"]));
  expect(pasteClip(two, clip as Clip, STEP).ids).toEqual(["say-3", "say-4"]);
});

it("pastes again beside what it pasted before", () => {
  const clip = copied("say");
  const once = pasteClip(drawing(), clip, STEP);
  const twice = pasteClip(once.graph, clip, STEP);
  expect(twice.graph.nodes.slice(-2).map((one) => one.position.x)).toEqual([640, 680]);
  expect(new Set(twice.graph.nodes.map((one) => one.id)).size).toBe(6);
});

it("gives no name to a node that had none", () => {
  const nameless = { ...drawing(), nodes: [...drawing().nodes, { ...node("mute", "say"), label: "" }] };
  const clip = copyNodes(nameless, specs, new Set(["mute"]));
  expect(pasteClip(nameless, clip as Clip, STEP).graph.nodes.at(-1)?.label).toBe("");
});

it("takes nothing from a clipboard that holds something else", () => {
  for (const text of [null, "", "{", "[]", "{}", '{"nodes": [], "wires": 1}'])
    expect(readClip(text)).toBeNull();
  expect(readClip(JSON.stringify(copied("say")))).toEqual(copied("say"));
});
