import { defineConfig } from "vitest/config";
import { GERMAN, germanOf } from "./designer/editor/translation";

export default defineConfig({
  plugins: [germanOf(GERMAN)],
  test: {
    environment: "node",
    // Most of the tests are of pure functions; a worker for each file took six times as long as the tests.
    isolate: false,
    include: [
      "designer/editor/**/*.test.{ts,tsx}",
      "app/frontend/**/*.test.ts",
      "browser/**/*.test.ts",
      "tests/**/*.test.{ts,tsx}",
    ],
  },
});
