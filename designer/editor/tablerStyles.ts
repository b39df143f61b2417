import type { Plugin } from "vite";

/** What a browser must look for in all of a drawing; nothing of ours uses it. */
const COSTLY = [
  // Striped tables, by the style attribute of any element: a hundred milliseconds for each move of 500 blocks.
  /,\s*\[style\*=background\]/g,
  // A line within an alert, by what follows any <div>: each block that leaves the view styles all others anew.
  /\.alert>\.alert-heading\+div:has\([^{]*\{[^}]*\}/g,
];
const LEFT = /\[style|div:has/;

/** Takes out of Tabler what makes moving on the canvas slow. */
export function sparingTabler(): Plugin {
  return {
    name: "zentrale-sparing-tabler",
    enforce: "pre",
    transform(code, id) {
      if (!/@tabler\/core\/.*\.css/.test(id)) return null;
      const spared = COSTLY.reduce((left, costly) => {
        if (!costly.test(left)) this.error(`Tabler says ${costly} in a new way`);
        return left.replace(costly, "");
      }, code);
      if (LEFT.test(spared)) this.error("Tabler asks for more of every element");
      return { code: spared, map: null };
    },
  };
}
