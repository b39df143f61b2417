import german from "virtual:german";
import { expect, it } from "vitest";
import { translator, wordsOf } from "./i18n";
import { english } from "./words/english";

it("speaks the language of the page, English when it does not know it", async () => {
  const says = async (tag: string) => translator(await wordsOf(tag))("publish");
  expect(await says("de-AT")).toBe("Veröffentlichen");
  expect(await says("DE")).toBe("Veröffentlichen");
  expect(await says("fr")).toBe("Publish");
  expect(await says("")).toBe("Publish");
});

it("fills in what a sentence asks for, and leaves a place that nobody fills", () => {
  const t = translator(english);
  expect(t("addedWired", { label: "{from}", from: "Menu" })).toBe("{from} added and connected to Menu.");
  expect(t("problems", { count: 0 })).toBe("Problems (0)");
  expect(t("problems")).toBe("Problems ({count})");
});

it("has each of its words in German", () => {
  expect(Object.values(english).filter((text) => !german[text])).toEqual([]);
});
