import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          environment: "node",
          setupFiles: ["test/support/no-network.ts"],
        },
      },
      {
        plugins: [react()],
        test: { name: "renderer", include: ["test/unit/renderer/**/*.test.tsx"], environment: "happy-dom" },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          environment: "node",
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "soak",
          include: ["test/soak/**/*.test.ts"],
          environment: "node",
          setupFiles: ["test/support/no-network.ts"],
          testTimeout: 15 * 60_000,
        },
      },
    ],
  },
});
