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
          setupFiles: ["test/support/no-network.ts", "test/support/no-names.ts"],
          // For a machine that is shared: the longest ones compute, or start programs, for a few seconds on their own.
          testTimeout: 60_000,
          maxWorkers: "100%",
        },
      },
      {
        plugins: [react()],
        test: {
          name: "renderer",
          include: ["test/unit/renderer/**/*.test.tsx"],
          environment: "happy-dom",
          setupFiles: ["test/support/still-clock.ts"],
          testTimeout: 60_000,
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          environment: "node",
          setupFiles: ["test/support/no-names.ts"],
          // No limit of the product's, which tests state themselves: it ends a wait in vain. Some wait ten seconds anyway.
          testTimeout: 60_000,
          // They mostly wait, for a network to be given up or an answer that is late: more of them than there are cores.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          // What is measured in milliseconds has the machine to itself.
          name: "timed",
          include: ["test/timed/**/*.test.ts"],
          environment: "node",
          testTimeout: 60_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
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
