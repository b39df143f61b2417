import { describe, expect, it } from "vitest";
import { ApiError } from "../api/errors";
import { setLabel } from "../core/edit";
import { drawing } from "../core/fixture";
import { isDirty } from "./editor";
import { labelOf, opened, Server } from "./fixture";
import { draftDiffers, versionOnCanvas } from "./versions";

const CHANGED = { kind: "changed", node: "say", sentence: "say is called Second now" };

/** Two versions, of which the second is in force; the draft is called otherwise. */
function published() {
  const server = new Server();
  const drawings = ["First", "Second", "Draft"].map((label) => setLabel(drawing(), "say", label));
  server.published = drawings.slice(0, 2).map((graph) => ({ graph, note: "" }));
  server.version = 2;
  server.changes = [CHANGED, { kind: "renamed", node: null, sentence: "another name" }];
  server.graph = drawings[2] ?? drawing();
  return server;
}

async function panel(server = published()) {
  const all = await opened(server);
  all.editor().enter("versions");
  await all.editor().openVersions();
  const shown = () => versionOnCanvas(all.editor());
  const label = () => all.editor().nodes.find(({ id }) => id === "say")?.data.node.label;
  return { ...all, shown, label };
}

describe("the panel of versions", () => {
  it("shows the draft against the version in force when it opens", async () => {
    const { shown, editor } = await panel();
    expect([shown()?.to, shown()?.from]).toEqual(["draft", 2]);
    expect(editor().marks.blocks.get("say")).toMatchObject({ tone: "changed", badge: "Changed" });
    expect(editor().announcement).toBe("Draft is shown, compared with Version 2: 2 changes.");
  });

  it("shows nothing while the draft is what is in force, and leaves the drawing to be drawn", async () => {
    const server = published();
    server.graph = server.published[1]?.graph ?? drawing();
    const { shown, editor } = await panel(server);
    expect([shown(), editor().looking, draftDiffers(editor())]).toEqual([null, null, false]);
    editor().setLabel("say", "More");
    expect(draftDiffers(editor())).toBe(true);
  });

  it("saves what is drawn first, so that it is what is compared", async () => {
    const { editor, server } = await opened(published());
    editor().setLabel("say", "Unsaved");
    editor().enter("versions");
    await editor().openVersions();
    expect(labelOf(server.graph, "say")).toBe("Unsaved");
    expect(labelOf(editor().versionShown?.drawing ?? drawing(), "say")).toBe("Unsaved");
  });

  it("compares a version with the one before it, or with any other", async () => {
    const { editor, shown, label } = await panel();
    await editor().showVersion(2);
    expect([shown()?.from, label()]).toEqual([1, "Second"]);
    await editor().showVersion(1, 2);
    expect([shown()?.from, label()]).toEqual([2, "First"]);
  });

  it("shows the first version alone, and every other alone if that is chosen", async () => {
    const { editor, shown, label } = await panel();
    await editor().showVersion(1);
    expect([shown()?.difference, label(), editor().marks.blocks.size]).toEqual([null, "First", 0]);
    await editor().showVersion(2);
    editor().showAsItWas(true);
    expect([label(), editor().marks.blocks.size]).toEqual(["Second", 0]);
    editor().showAsItWas(false);
    expect(editor().marks.blocks.size).toBe(1);
  });

  it("goes from change to change, tells them, and shows the block", async () => {
    const { editor, shown } = await panel();
    editor().showAsItWas(true);
    editor().stepToChange(1);
    expect([shown()?.at, shown()?.asItWas, editor().viewRequest?.ids]).toEqual([0, false, ["say"]]);
    expect(editor().announcement).toBe("Change 1 of 2: say is called Second now");
    editor().stepToChange(1);
    expect([shown()?.at, editor().viewRequest?.ids]).toEqual([1, []]);
  });

  it("drops an answer that came after it was closed, or after another was asked for", async () => {
    const { editor, shown } = await panel();
    const slow = editor().showVersion(1);
    await editor().showVersion(2);
    await slow;
    expect(shown()?.to).toBe(2);
    const late = editor().showVersion(1);
    editor().enter(null);
    await late;
    expect([editor().looking, shown()]).toEqual([null, null]);
  });

  it("that can not reach the server says so, and keeps what it shows", async () => {
    const { editor, server, shown } = await panel();
    server.fail("offline");
    await editor().showVersion(1);
    expect([editor().versionsTrouble?.trouble, editor().versionAwaited, shown()?.to]).toEqual([
      "offline",
      null,
      "draft",
    ]);
    server.failing = null;
    await editor().showVersion(1);
    expect([editor().versionsTrouble, shown()?.to]).toEqual([null, 1]);
  });
});

describe("while a version is looked at", () => {
  it("the drawing stays as it is", async () => {
    const { editor } = await panel();
    const { graph } = editor();
    editor().setLabel("say", "Drawn");
    editor().select(["say"]);
    editor().removeSelected();
    editor().undo();
    expect(editor().graph).toBe(graph);
  });

  it("the other drawing of a conflict can still be loaded", async () => {
    const { editor, server, shown } = await panel();
    server.saveElsewhere(setLabel(drawing(), "say", "Theirs"));
    await editor().loadTheirs();
    expect([labelOf(editor().graph, "say"), isDirty(editor()), shown()]).toEqual(["Theirs", false, null]);
  });
});

describe("going back to a version", () => {
  it("puts it in force and on the canvas, where undo has the draft that was", async () => {
    const { editor, server, shown } = await panel();
    await editor().showVersion(1);
    editor().askRollBack(1);
    expect(editor().dialog).toBe("rollBack");
    await editor().rollBack();
    expect([server.version, editor().publishedVersion, editor().revision]).toEqual([1, 1, 2]);
    expect([labelOf(editor().graph, "say"), isDirty(editor()), shown()]).toEqual(["First", false, null]);
    expect(editor().dialog).toBeNull();
    expect(editor().toasts.map(({ text }) => text)).toEqual(["Version 1 is live on +4930."]);
    editor().undo();
    expect(labelOf(editor().graph, "say")).toBe("Draft");
  });

  it("that the server refuses says why in the dialog, and changes nothing", async () => {
    const { editor, server } = await panel();
    const faults = [{ code: "missing", message: "no prompt", node: "say", field: null, example: null }];
    server.rollBack = async () => {
      throw new ApiError("invalid", "Version 1 refers to what is not there any more.", faults);
    };
    editor().askRollBack(1);
    await editor().rollBack();
    expect(editor().rollBackRefusal).toBe("Version 1 refers to what is not there any more.");
    expect([editor().dialog, labelOf(editor().graph, "say")]).toEqual(["rollBack", "Draft"]);
    expect(editor().diagnostics).toEqual([]);
    editor().askRollBack(null);
    expect([editor().dialog, editor().rollBackTo]).toEqual([null, null]);
  });

  it("asks first when somebody else has saved meanwhile", async () => {
    const { editor, server } = await panel();
    server.saveElsewhere(setLabel(drawing(), "say", "Theirs"));
    editor().askRollBack(1);
    await editor().rollBack();
    expect([editor().dialog, server.version]).toEqual(["conflict", 2]);
  });
});
