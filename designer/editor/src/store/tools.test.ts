import { expect, it } from "vitest";
import { node } from "../core/fixture";
import { notesOf } from "../core/notes";
import { opened, Server, Shelf } from "./fixture";

const CENTRE = { x: 2000, y: 1000 };

async function withFrame() {
  const { editor, ...rest } = await opened();
  editor().select(["ask", "say"]);
  editor().frame();
  return { editor, ...rest };
}

it("a note is added, written at once, and undone", async () => {
  const { editor } = await opened();
  editor().addNote(CENTRE);
  expect(editor().writing).toBe("note/note-1");
  for (const text of ["A", "As", "Ask"]) editor().setNote("note-1", { text });
  expect(editor().notes[0]?.ariaLabel).toBe("Note: Ask");
  editor().undo();
  expect(notesOf(editor().graph)[0]?.text).toBe("");
  editor().undo();
  expect(editor().graph).not.toHaveProperty("notes");
  expect(editor().notes).toEqual([]);
});

it("a dragged frame takes its blocks along, as one step", async () => {
  const { editor } = await withFrame();
  const { position } = editor().notes[0] ?? { position: CENTRE };
  const drag = (by: number, dragging: boolean) =>
    editor().changeNodes([
      {
        id: "note/note-1",
        type: "position",
        position: { x: position.x + by, y: position.y },
        dragging,
      },
    ]);
  drag(40, true);
  expect(editor().nodes.find(({ id }) => id === "say")?.position.x).toBe(640);
  expect(editor().graph.nodes.find(({ id }) => id === "say")?.position.x).toBe(600);
  drag(100, true);
  drag(100, false);
  expect(editor().graph.nodes.map((one) => one.position.x)).toEqual([0, 400, 700, 900]);
  editor().undo();
  expect(editor().nodes.map((one) => one.position.x)).toEqual([0, 300, 600, 900]);
  expect(notesOf(editor().graph)).toHaveLength(1);
});

it("arrow keys move a frame with its blocks, and each of them once when all are chosen", async () => {
  const { editor } = await withFrame();
  editor().nudge({ x: 10, y: 0 });
  expect(editor().graph.nodes.map((one) => one.position.x)).toEqual([0, 310, 610, 900]);
  editor().selectAll();
  editor().nudge({ x: 10, y: 0 });
  expect(editor().graph.nodes.map((one) => one.position.x)).toEqual([10, 320, 620, 910]);
});

it("a resized frame is one step and moves nothing else", async () => {
  const { editor } = await withFrame();
  const id = "note/note-1";
  const pull = (x: number, width: number) =>
    editor().changeNodes([
      { id, type: "position", position: { x, y: -50 } },
      {
        id,
        type: "dimensions",
        resizing: true,
        setAttributes: true,
        dimensions: { width, height: 300 },
      },
    ]);
  const before = editor().history.past.length;
  pull(200, 620);
  pull(150, 670);
  editor().changeNodes([
    { id, type: "dimensions", resizing: false, dimensions: { width: 670, height: 300 } },
  ]);
  expect(notesOf(editor().graph)[0]).toMatchObject({
    position: { x: 150, y: -50 },
    size: { width: 670, height: 300 },
  });
  expect(editor().history.past).toHaveLength(before + 1);
  expect(editor().graph.nodes.map((one) => one.position.x)).toEqual([0, 300, 600, 900]);
});

it("notes are copied, cut, pasted and deleted with blocks", async () => {
  const { editor, shelf } = await withFrame();
  editor().selectAll();
  const text = editor().cut();
  expect(editor().graph.nodes.map((one) => one.id)).toEqual(["begin"]);
  expect(editor().graph).not.toHaveProperty("notes");
  expect(JSON.parse(text ?? "")).toEqual(shelf.clip);
  editor().pasteText(text ?? "");
  expect(editor().graph.nodes).toHaveLength(4);
  expect(notesOf(editor().graph).map((note) => note.id)).toEqual(["note-1"]);
  editor().undo();
  editor().undo();
  expect(editor().graph.nodes.map((one) => one.id)).toEqual(["begin", "ask", "say", "stop"]);
});

it("chosen blocks are lined up in one step that can be undone", async () => {
  const { editor } = await opened();
  editor().select(["ask", "say", "stop"]);
  editor().arrange("left");
  expect(editor().graph.nodes.map((one) => one.position.x)).toEqual([0, 300, 300, 300]);
  expect(editor().announcement).toBe("Lined up.");
  editor().undo();
  expect(editor().graph.nodes.map((one) => one.position.x)).toEqual([0, 300, 600, 900]);
});

it("a text that is no part of a drawing is refused with a sentence", async () => {
  const { editor } = await opened();
  for (const text of ["Hello", "[1]", '{"nodes": [{"id": 1}], "wires": []}']) editor().pasteText(text);
  expect(editor().toasts.map((toast) => toast.tone)).toEqual(["warning", "warning", "warning"]);
  expect(editor().toasts[0]?.text).toContain("nothing was pasted");
  expect(editor().history.past).toHaveLength(0);
});

it("a whole drawing is pasted without its start", async () => {
  const { editor } = await opened();
  editor().pasteText(JSON.stringify(editor().graph));
  expect(editor().graph.nodes.map((one) => one.type)).toEqual([
    "begin",
    ...["ask", "say", "stop"],
    ...["ask", "say", "stop"],
  ]);
  expect(editor().graph.wires).toHaveLength(4 + 3);
});

it("pasting prefers what the system's clipboard holds, where the browser lets us read it", async () => {
  const shelf = new Shelf();
  const { editor } = await opened(new Server(), shelf);
  editor().select(["say"]);
  editor().copy();
  shelf.system = "a shopping list";
  await editor().paste();
  expect(editor().graph.nodes).toHaveLength(4);
  expect(editor().toasts).toHaveLength(1);
  shelf.system = null;
  await editor().paste();
  expect(editor().graph.nodes).toHaveLength(5);
});

it("more blocks than a drawing may have are refused, and nothing is lost", async () => {
  const { editor } = await opened();
  const many = (count: number) =>
    JSON.stringify({
      nodes: Array.from({ length: count }, (_, at) => node(`n${at}`, "say")),
      wires: [],
    });
  editor().pasteText(many(5000));
  editor().pasteText(many(1999));
  expect(editor().toasts.map((toast) => toast.text)).toEqual([
    "A drawing has at most 2000 blocks; this would make 5000. Nothing was changed.",
    "A drawing has at most 2000 blocks; this would make 2003. Nothing was changed.",
  ]);
  expect(editor().graph.nodes).toHaveLength(4);
});

it("nothing changes for whoever may only look", async () => {
  const server = new Server();
  server.mayDraw = false;
  const { editor } = await opened(server);
  expect(editor().readOnly).toBe(true);
  const before = editor().graph;
  editor().addNote(CENTRE);
  editor().selectAll();
  editor().arrange("left");
  editor().cut();
  editor().pasteText(JSON.stringify(before));
  editor().undo();
  expect(editor().graph).toBe(before);
});

it("a wire that was begun leads to the block that is chosen next, and its own block is chosen again", async () => {
  const { editor } = await opened();
  const before = editor().graph;
  editor().beginWire("ask", "2");
  editor().endWire("ask");
  expect(editor().wiring).toEqual({ from: "ask", outlet: "2" });
  editor().endWire("say");
  expect(editor().wiring).toBeNull();
  expect(editor().graph.wires).toContainEqual({ from: "ask", outlet: "2", to: "say" });
  expect(
    editor()
      .nodes.filter((one) => one.selected)
      .map((one) => one.id),
  ).toEqual(["ask"]);
  editor().undo();
  expect(editor().graph).toBe(before);
});

it("a wire that was begun is given up, and is not begun where nothing may be drawn", async () => {
  const { editor } = await opened();
  const before = editor().graph;
  editor().beginWire("ask", "2");
  editor().endWire();
  expect(editor().wiring).toBeNull();
  editor().look({ ...before });
  editor().beginWire("ask", "2");
  expect(editor().wiring).toBeNull();
  expect(editor().graph).toBe(before);
});

it("blocks that a person passes by in the list of targets are no steps of their own", async () => {
  const { editor } = await opened();
  const before = editor().graph;
  for (const target of ["say", "end"]) editor().lead("ask", "2", target);
  editor().undo();
  expect(editor().graph).toBe(before);
});
