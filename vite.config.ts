import { existsSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { nodeIcons } from "./designer/editor/icons";
import { sparingTabler } from "./designer/editor/tablerStyles";

const input = [
  "designer/editor/src/main.tsx",
  "app/frontend/portal.ts",
  "app/frontend/live.ts",
  "app/frontend/phone/main.ts",
];

// Flask finds the built files by their source names in static/dist/.vite/manifest.json.
export default defineConfig({
  base: "/static/dist/",
  plugins: [react(), nodeIcons("designer/drawing/nodes"), sparingTabler()],
  publicDir: false,
  build: {
    outDir: "static/dist",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: { input: input.filter((path) => existsSync(path)) },
  },
});
