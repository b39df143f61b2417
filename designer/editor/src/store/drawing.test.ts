import { expect, it } from "vitest";
import { targetOf } from "../core/graph";
import { labelOf, opened, Server, Shelf } from "./fixture";

const CENTRE = { x: 5000, y: 5000 };

it("typing into a field is one step, until another block is chosen", async () => {
  const { editor } = await opened();
  for (const text of ["W", "Wo", "Words"]) editor().setLabel("say", text);
  editor().select(["ask"]);
  editor().setLabel("say", "Words!");
  editor().undo();
  expect(labelOf(editor().graph, "say")).toBe("Words");
  editor().undo();
  expect(labelOf(editor().graph, "say")).toBe("say");
});

it("a drag is one step, made when the block is let go", async () => {
  const { editor } = await opened();
  const drag = (x: number, dragging: boolean) =>
    editor().changeNodes([{ id: "say", type: "position", position: { x, y: 0 }, dragging }]);
  for (const x of [610, 650, 700]) drag(x, true);
  expect(editor().history.past).toHaveLength(0);
  drag(710, false);
  expect(editor().graph.nodes.find((node) => node.id === "say")?.position).toEqual({ x: 710, y: 0 });
  editor().undo();
  expect(editor().nodes.find((node) => node.id === "say")?.position).toEqual({ x: 600, y: 0 });
});

it("arrow keys move the chosen blocks, many presses in one step", async () => {
  const { editor } = await opened();
  editor().select(["say", "stop"]);
  for (let press = 0; press < 3; press++) editor().nudge({ x: 0, y: 10 });
  expect(editor().graph.nodes.map((node) => node.position.y)).toEqual([0, 0, 30, 30]);
  editor().undo();
  expect(editor().graph.nodes.map((node) => node.position.y)).toEqual([0, 0, 0, 0]);
});

it("a new block comes after the chosen one, wired to its free outlet, and is chosen itself", async () => {
  const { editor } = await opened();
  editor().select(["ask"]);
  editor().addAfterSelection("say", CENTRE);
  expect(targetOf(editor().graph, "ask", "2")).toBe("say-2");
  expect(
    editor()
      .nodes.filter((node) => node.selected)
      .map((node) => node.id),
  ).toEqual(["say-2"]);
  expect(editor().announcement).toBe("Say added and connected to ask.");
  editor().undo();
  expect(editor().graph.nodes).toHaveLength(4);
  expect(targetOf(editor().graph, "ask", "2")).toBeUndefined();
});

it("a new block is near the middle, unwired, when several are chosen or none", async () => {
  const { editor } = await opened();
  editor().select(["ask", "say"]);
  editor().addAfterSelection("say", CENTRE);
  expect(editor().graph.wires).toHaveLength(4);
  expect(editor().graph.nodes.at(-1)?.position.x).toBeGreaterThan(4000);
});

it("a block dropped on a wire goes into its middle", async () => {
  const { editor } = await opened();
  const [first] = editor().graph.wires;
  if (first) editor().addAt("say", CENTRE, { wire: first });
  expect(targetOf(editor().graph, "begin", "next")).toBe("say-2");
  expect(targetOf(editor().graph, "say-2", "next")).toBe("ask");
});

it("a wire is led elsewhere by its end, but never into the start", async () => {
  const { editor } = await opened();
  const wire = { from: "say", outlet: "next", to: "stop" };
  const end = { source: "say", sourceHandle: "next", targetHandle: null };
  editor().reconnect(wire, { ...end, target: "begin" });
  expect(targetOf(editor().graph, "say", "next")).toBe("stop");
  editor().reconnect(wire, { ...end, target: "ask" });
  expect(targetOf(editor().graph, "say", "next")).toBe("ask");
  editor().lead("say", "next", "");
  expect(targetOf(editor().graph, "say", "next")).toBeUndefined();
});

it("what is chosen is removed, blocks and wires in one step; the start stays", async () => {
  const { editor } = await opened();
  const wire = editor().wires.find((shown) => shown.source === "begin");
  editor().select(["begin", "say"], [wire?.id ?? ""]);
  editor().removeSelected();
  expect(editor().graph.nodes.map((node) => node.id)).toEqual(["begin", "ask", "stop"]);
  expect(editor().graph.wires.map((one) => one.outlet)).toEqual(["silence"]);
  editor().undo();
  expect(editor().graph.wires).toHaveLength(4);
});

it("what is copied in one drawing is pasted into another, and chosen there", async () => {
  const shelf = new Shelf();
  const one = await opened(new Server(), shelf);
  one.editor().select(["ask", "say"]);
  one.editor().copy();
  const other = await opened(new Server(), shelf);
  await other.editor().paste();
  const chosen = other.editor().nodes.filter((node) => node.selected);
  expect(chosen.map((node) => node.id)).toEqual(["ask-2", "say-2"]);
  expect(targetOf(other.editor().graph, "ask-2", "1")).toBe("say-2");
});

it("a command that changes nothing is no step", async () => {
  const { editor } = await opened();
  editor().removeSelected();
  editor().duplicate();
  await editor().paste();
  editor().setLabel("say", "say");
  editor().connect({ source: "say", sourceHandle: "next", target: "stop", targetHandle: null });
  expect(editor().history.past).toHaveLength(0);
});
