import { expect, test } from "vitest";
import { actOf, questionOf } from "./question";

test("the question is the heading, and what follows from it stands below", () => {
  expect(questionOf("Delete this report? It then comes to nobody any more.")).toEqual({
    heading: "Delete this report?",
    more: "It then comes to nobody any more.",
  });
  expect(questionOf("Hang up on Anna?")).toEqual({ heading: "Hang up on Anna?", more: "" });
  expect(questionOf("No question")).toEqual({ heading: "No question", more: "" });
});

test("the button says what the one that asked said", () => {
  expect(actOf("\n  Delete this view …\n")).toBe("Delete this view");
  expect(actOf("Hang up...")).toBe("Hang up");
  expect(actOf("Publish  again")).toBe("Publish again");
});
