import { defineConfig } from "vitest/config";

export default defineConfig({
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
