import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const MODULE = "virtual:node-icons";
const NAME = /["'](Icon[A-Z]\w*)["']/g;

/**
 * Gives the editor the icons that the nodes of a folder name, and no others of the five thousand.
 * `import { icons } from "virtual:node-icons"` is a map from the name to the component.
 */
export function nodeIcons(folder: string): Plugin {
  return {
    name: "zentrale-node-icons",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      const names = new Set<string>();
      for (const file of pythonFiles(folder)) {
        this.addWatchFile(file);
        for (const [, name] of readFileSync(file, "utf8").matchAll(NAME)) names.add(name as string);
      }
      const list = [...names].sort().join(", ");
      return `import { ${list} } from "@tabler/icons-react";\nexport const icons = { ${list} };\n`;
    },
  };
}

function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".py"))
    .sort()
    .map((name) => join(folder, name));
}
