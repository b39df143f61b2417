import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["designer/editor/**/*.test.{ts,tsx}", "app/frontend/**/*.test.ts", "tests/**/*.test.{ts,tsx}"],
  },
});
