import { expect, it } from "vitest";
import { translator } from "./i18n";

it("speaks the language of the page, English when it does not know it", () => {
  expect(translator("de-AT")("publish")).toBe("Veröffentlichen");
  expect(translator("DE")("publish")).toBe("Veröffentlichen");
  expect(translator("fr")("publish")).toBe("Publish");
  expect(translator("")("publish")).toBe("Publish");
});

it("fills in what a sentence asks for, and leaves a place that nobody fills", () => {
  const t = translator("en");
  expect(t("addedWired", { label: "{from}", from: "Menu" })).toBe("{from} added and connected to Menu.");
  expect(t("problems", { count: 0 })).toBe("Problems (0)");
  expect(t("problems")).toBe("Problems ({count})");
});
