import { describe, expect, it } from "vitest";
import { setLabel } from "../core/edit";
import { drawing } from "../core/fixture";
import type { Diagnostic } from "../core/problems";
import { isDirty } from "./editor";
import { editorOn, labelOf, opened, Server, Shelf } from "./fixture";

const FAULT: Diagnostic = {
  code: "empty",
  message: "nothing chosen",
  node: "say",
  field: "text",
  example: null,
};

describe("saving", () => {
  it("leaves nothing unsaved, here and in the browser's copy", async () => {
    const { editor, server, shelf } = await opened();
    editor().setLabel("say", "Words");
    editor().keepCopy();
    expect(shelf.copy?.revision).toBe(1);
    expect(await editor().save()).toBe(true);
    expect(labelOf(server.graph, "say")).toBe("Words");
    expect([isDirty(editor()), editor().revision, shelf.copy]).toEqual([false, 2, null]);
  });

  it("asks the server for nothing when nothing has changed", async () => {
    const { editor, server } = await opened();
    expect(await editor().save()).toBe(true);
    expect(server.revision).toBe(1);
  });

  it("keeps what was drawn meanwhile unsaved, and its copy in the browser", async () => {
    const { editor, server, shelf } = await opened();
    editor().setLabel("say", "One");
    const saving = editor().save();
    editor().setLabel("say", "Two");
    editor().keepCopy();
    await saving;
    expect(labelOf(shelf.copy?.graph ?? drawing(), "say")).toBe("Two");
    expect(labelOf(server.graph, "say")).toBe("One");
    expect(labelOf(editor().graph, "say")).toBe("Two");
    expect(isDirty(editor())).toBe(true);
    await editor().save();
    expect(labelOf(server.graph, "say")).toBe("Two");
  });

  it("that fails says why, keeps the drawing, and works the next time", async () => {
    const { editor, server } = await opened();
    editor().setLabel("say", "Words");
    server.fail("offline");
    expect(await editor().save()).toBe(false);
    expect([editor().trouble?.trouble, editor().busy, isDirty(editor())]).toEqual(["offline", null, true]);
    server.failing = null;
    expect(await editor().save()).toBe(true);
    expect(editor().trouble).toBeNull();
  });

  it("is undone to the very drawing that was saved, and then nothing is unsaved", async () => {
    const { editor } = await opened();
    editor().setLabel("say", "Words");
    editor().undo();
    expect(isDirty(editor())).toBe(false);
  });
});

describe("a conflict", () => {
  async function conflict() {
    const all = await opened();
    all.editor().setLabel("say", "Mine");
    all.server.saveElsewhere(setLabel(drawing(), "say", "Theirs"));
    expect(await all.editor().save()).toBe(false);
    expect(all.editor().dialog).toBe("conflict");
    expect(labelOf(all.server.graph, "say")).toBe("Theirs");
    return all;
  }

  it("is none when the server has just this drawing: only its answer was lost", async () => {
    const { editor, server } = await opened();
    editor().setLabel("say", "Mine");
    server.saveElsewhere(structuredClone(editor().graph));
    expect(await editor().save()).toBe(true);
    expect([editor().dialog, editor().trouble, isDirty(editor())]).toEqual([null, null, false]);
    expect(editor().revision).toBe(server.revision);
  });

  it("ends with my drawing when I keep it", async () => {
    const { editor, server } = await conflict();
    await editor().keepMine();
    expect(labelOf(server.graph, "say")).toBe("Mine");
    expect([editor().dialog, editor().trouble, isDirty(editor())]).toEqual([null, null, false]);
  });

  it("asks again when somebody has saved once more meanwhile", async () => {
    const { editor, server } = await conflict();
    server.saveElsewhere(setLabel(drawing(), "say", "Third"));
    await editor().keepMine();
    expect(editor().dialog).toBe("conflict");
    expect(labelOf(server.graph, "say")).toBe("Third");
    await editor().keepMine();
    expect(labelOf(server.graph, "say")).toBe("Mine");
  });

  it("ends with the other drawing when I load it, and undo has mine", async () => {
    const { editor } = await conflict();
    await editor().loadTheirs();
    expect(labelOf(editor().graph, "say")).toBe("Theirs");
    expect(isDirty(editor())).toBe(false);
    editor().undo();
    expect(labelOf(editor().graph, "say")).toBe("Mine");
  });

  it("that cannot load the other drawing keeps mine", async () => {
    const { editor, server } = await conflict();
    server.fail("offline");
    await editor().loadTheirs();
    expect(labelOf(editor().graph, "say")).toBe("Mine");
    expect(editor().trouble?.trouble).toBe("offline");
  });
});

describe("a copy that this browser kept", () => {
  const kept = () => {
    const shelf = new Shelf();
    shelf.copy = { graph: setLabel(drawing(), "say", "Kept"), revision: 1, at: "2026-01-01T00:00:00Z" };
    return shelf;
  };

  it("is offered, and restored as an edit that can be undone", async () => {
    const { editor } = await opened(new Server(), kept());
    expect(editor().dialog).toBe("recover");
    editor().restoreCopy();
    expect(labelOf(editor().graph, "say")).toBe("Kept");
    expect(isDirty(editor())).toBe(true);
    editor().undo();
    expect(labelOf(editor().graph, "say")).toBe("say");
  });

  it("is not overwritten while it is offered", async () => {
    const { editor, shelf } = await opened(new Server(), kept());
    editor().keepCopy();
    expect(labelOf(shelf.copy?.graph ?? drawing(), "say")).toBe("Kept");
  });

  it("is dropped when it is not wanted, and not offered when it says the same", async () => {
    const { editor, shelf } = await opened(new Server(), kept());
    editor().discardCopy();
    expect([shelf.copy, labelOf(editor().graph, "say")]).toEqual([null, "say"]);
    shelf.copy = { graph: drawing(), revision: 1, at: "" };
    const again = await opened(new Server(), shelf);
    expect(again.editor().dialog).toBeNull();
  });
});

describe("publishing", () => {
  it("saves first, and tells what is live", async () => {
    const { editor, server } = await opened();
    editor().setLabel("say", "Words");
    await editor().publish();
    expect(labelOf(server.graph, "say")).toBe("Words");
    expect(editor().publishedVersion).toBe(1);
    expect(editor().toasts.map((toast) => toast.text)).toEqual(["Version 1 is live on +4930."]);
  });

  it("does not call live what is not", async () => {
    const server = new Server();
    [server.live, server.warning] = [false, "The switch does not answer."];
    const { editor } = await opened(server);
    await editor().publish();
    expect(editor().toasts.map(({ tone, text }) => [tone, text])).toEqual([
      ["warning", "Published, but not live yet on +4930. The switch does not answer."],
    ]);
  });

  it("that is refused shows the faults at their blocks; the refusal is gone after the next that works", async () => {
    const { editor, server } = await opened();
    server.faults = [FAULT];
    editor().showDialog("publish");
    await editor().publish();
    expect(editor().problems.get("say")).toEqual([FAULT]);
    expect([editor().showProblems, editor().dialog, editor().publishedVersion]).toEqual([true, null, null]);
    expect(editor().toasts.map((toast) => toast.tone)).toEqual(["danger"]);
    server.faults = [];
    await editor().publish();
    expect(editor().toasts.map((toast) => toast.tone)).toEqual(["success"]);
  });

  it("publishes nothing that could not be saved", async () => {
    const { editor, server } = await opened();
    editor().setLabel("say", "Words");
    server.fail("server");
    await editor().publish();
    expect([server.version, editor().trouble?.trouble]).toEqual([null, "server"]);
  });
});

describe("checking", () => {
  it("forgets an answer that a later check has overtaken", async () => {
    const { editor, server } = await opened();
    const answers: ((faults: Diagnostic[]) => void)[] = [];
    server.check = () =>
      new Promise((done) => answers.push((diagnostics) => done({ diagnostics, variables: [] })));
    const checks = [editor().check(), editor().check()];
    answers[1]?.([]);
    answers[0]?.([FAULT]);
    await Promise.all(checks);
    expect(editor().diagnostics).toEqual([]);
  });

  it("that fails says that the faults may be old, and keeps them", async () => {
    const { editor, server } = await opened();
    server.faults = [FAULT];
    await editor().check();
    server.fail("offline");
    await editor().check();
    expect([editor().checkFailed, editor().diagnostics]).toEqual([true, [FAULT]]);
  });
});

it("loading that fails can be tried again", async () => {
  const server = new Server();
  server.fail("offline");
  const store = editorOn(server);
  await store.getState().load();
  expect([store.getState().phase, store.getState().trouble?.trouble]).toEqual(["failed", "offline"]);
  server.failing = null;
  await store.getState().load();
  expect([store.getState().phase, store.getState().nodes.length]).toEqual(["ready", 4]);
});

it("a drawing without places is laid out, and that is nothing unsaved", async () => {
  const server = new Server();
  server.graph = { ...drawing(), nodes: drawing().nodes.map(({ position: _, ...rest }) => rest) };
  const { editor } = await opened(server);
  expect(new Set(editor().graph.nodes.map((node) => node.position.x)).size).toBe(4);
  expect(isDirty(editor())).toBe(false);
});
