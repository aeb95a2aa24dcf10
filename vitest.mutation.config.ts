import { configDefaults, defineConfig } from "vitest/config";

/**
 * Unit and integration tests as one project: the mutation runner does not take several. `MUTATION_TESTS=unit` leaves the
 * integration tests out, for a first look: a mutant takes a second then, and half a minute otherwise.
 */
const isUnitOnly = process.env["MUTATION_TESTS"] === "unit";

export default defineConfig({
  test: {
    include: ["test/unit/**/*.test.ts", ...(isUnitOnly ? [] : ["test/integration/**/*.test.ts"])],
    // What starts other programs, reads the tree itself, or waits for seconds tells nothing of a mutant.
    exclude: [
      ...configDefaults.exclude,
      "test/unit/docs/**",
      "test/unit/features.test.ts",
      "test/unit/renderer/**",
      "test/unit/scripts/**",
      "test/unit/bench/**",
      "test/integration/import-rules.test.ts",
      "test/integration/relay-{cloudflared,openssh}.test.ts",
    ],
    environment: "node",
    setupFiles: ["test/support/no-names.ts"],
    testTimeout: 60_000,
  },
});
