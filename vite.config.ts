import { globSync, readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { nodeIcons } from "./designer/editor/icons";
import { sparingTabler } from "./designer/editor/tablerStyles";
import { GERMAN, germanOf } from "./designer/editor/translation";

// Each template names the scripts that its page needs.
const input = globSync("app/**/templates/**/*.html").flatMap((template) =>
  [...readFileSync(template, "utf8").matchAll(/\bvite\("([^"]+)"\)/g)].map(([, script]) => script as string),
);

// Flask finds the built files by their source names in static/dist/.vite/manifest.json.
export default defineConfig({
  base: "/static/dist/",
  plugins: [react(), nodeIcons("designer/drawing/nodes"), germanOf(GERMAN), sparingTabler()],
  publicDir: false,
  build: {
    outDir: "static/dist",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: { input },
  },
});
