import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

export const GERMAN = "app/translations/de/LC_MESSAGES/messages.po";

const MODULE = "virtual:german";
const ENTRY = /^msgctxt "canvas"\nmsgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)/gm;

/**
 * Gives the canvas its German from the file of translations (gettext's PO) that the portal uses as well.
 * `import german from "virtual:german"` is a map from the English text to the German one.
 */
export function germanOf(file: string): Plugin {
  return {
    name: "zentrale-german",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      this.addWatchFile(file);
      const entries = [...readFileSync(file, "utf8").matchAll(ENTRY)];
      return `export default ${JSON.stringify(Object.fromEntries(entries.map(([, english, german]) => [text(english), text(german)])))}`;
    },
  };
}

/** A PO file writes a long text as several strings. */
function text(strings = ""): string {
  return strings
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as string)
    .join("");
}
