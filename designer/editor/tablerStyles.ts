import type { Plugin } from "vite";

/** Striped tables, by the style attribute of any element: a hundred milliseconds for each move of 500 blocks. */
const COSTLY_CONDITION = /,\s*\[style\*=background\]/g;

/** Selectors for which a browser looks at all of a page again with each change. Nothing of ours uses them. */
const COSTLY = [
  // A line within an alert, by what follows any <div>: each block that leaves the view styles all others anew.
  /^\.alert>\.alert-heading\+div:has\(/,
  // A menu that folds, and one that moves to the side: 15 ms for each piece of text that a chart adds.
  /(navbar|sidebar)-folded|data-bs-sidebar/,
  /^html\[data-bs-navbar-position=vertical\]/,
  // Lists of steps, by what they have not: 20 ms for each such piece.
  /^\.steps:not\(:has\(/,
];
const LEFT = /[^{}]*(?:\[style|div:has|:not\(:has\(:focus)[^{}]*/;
const RULE = /([^{}]+)(\{[^{}]*\})/g;

/** Takes out of Tabler what makes moving on the canvas, and drawing charts, slow. */
export function sparingTabler(): Plugin {
  return {
    name: "zentrale-sparing-tabler",
    enforce: "pre",
    transform(code, id) {
      if (!/@tabler\/core\/.*\.css/.test(id)) return null;
      const taken = new Set<RegExp>();
      const isCostly = (selector: string) => {
        const costly = COSTLY.find((each) => each.test(selector));
        if (costly) taken.add(costly);
        return costly !== undefined;
      };
      if (!COSTLY_CONDITION.test(code)) this.error("Tabler stripes tables in a new way");
      const spared = code
        .replace(COSTLY_CONDITION, "")
        .replace(RULE, (_, selectors: string, styles: string) => {
          const left = selectorsIn(selectors).filter((selector) => !isCostly(selector));
          return left.length > 0 ? left.join(",") + styles : "";
        });
      for (const costly of COSTLY) if (!taken.has(costly)) this.error(`Tabler says ${costly} in a new way`);
      const left = LEFT.exec(spared);
      if (left) this.error(`Tabler asks for more of every element: ${left[0]}`);
      return { code: spared, map: null };
    },
  };
}

/** The selectors of a list. Those in brackets are of one. */
function selectorsIn(list: string): string[] {
  const found = [""];
  let depth = 0;
  for (const sign of list) {
    depth += "([".includes(sign) ? 1 : ")]".includes(sign) ? -1 : 0;
    if (sign === "," && depth === 0) found.push("");
    else found[found.length - 1] += sign;
  }
  return found;
}
