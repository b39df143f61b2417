import { expect, it } from "vitest";
import { opened } from "./fixture";

it("a recorded prompt can be chosen at once", async () => {
  const { editor } = await opened();
  expect(await editor().recordPrompt("Summer", new Blob())).toEqual({ name: "summer", refusal: null });
  expect(editor().references.prompt?.map((prompt) => prompt.name)).toEqual(["hello", "summer"]);
  expect(editor().toasts[0]?.text).toBe("“Summer” is kept and chosen.");
});

it("a recording that is refused is told and not chosen", async () => {
  const { editor, server } = await opened();
  server.fail("offline");
  const kept = await editor().recordPrompt("Summer", new Blob());
  expect(kept.refusal).toContain("cannot be reached");
  expect(editor().references.prompt).toHaveLength(1);
});
