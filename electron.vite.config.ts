import { readFileSync } from "node:fs";
import path from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";
import { leaveOut } from "./scripts/lib/left-out.ts";
import { listThirdParties } from "./scripts/package/third-parties.ts";

/**
 * Main and preload are CommonJS and everything but Electron is bundled, so that the same build runs on the
 * declared Electron and on the older fallback runtime of the tests (Node 20, Chromium 130): targets are
 * therefore named here and not derived from the declared version.
 */
const node = "node20";
const chromium = "chrome130";

/** Puts a file beside the build as it is. */
function copied(file: string): Plugin {
  return {
    name: "tallylight-copied",
    buildStart() {
      this.addWatchFile(path.resolve(import.meta.dirname, file));
    },
    generateBundle() {
      const source = readFileSync(path.resolve(import.meta.dirname, file), "utf8");
      this.emitFile({ type: "asset", fileName: path.basename(file), source });
    },
  };
}

const ownSchemas = "our own schemas decode each value, so electron-store is given neither schemas nor migrations.";
const ownMessages = "messages are sent as they are, so no object on the bus is asked to describe itself.";
const leftOut = [
  { module: "ajv/dist/2020.js", names: ["Ajv2020"], because: ownSchemas },
  { module: "ajv-formats", names: ["default"], because: ownSchemas },
  { module: "semver", names: ["default"], because: ownSchemas },
  { module: "fast-xml-parser", names: ["XMLParser"], because: ownMessages },
  { module: "fast-xml-builder", names: ["default"], because: ownMessages },
];

export default defineConfig({
  main: {
    plugins: [leaveOut(leftOut), listThirdParties(), copied("main/adapters/ca-certificates-process.cjs")],
    build: {
      target: node,
      outDir: "out/main",
      // Half of the time until the icon is there goes by before our first line runs: less text is read and scanned.
      minify: true,
      externalizeDeps: false,
      lib: { entry: "main/index.ts", formats: ["cjs"] },
      rollupOptions: {
        // The SSH library's native helpers: optional, absent from our packages, and it finds them missing by itself.
        external: ["cpu-features", /\.node$/],
        output: { entryFileNames: "[name].cjs", chunkFileNames: "[name].cjs" },
      },
    },
  },
  preload: {
    plugins: [listThirdParties()],
    build: {
      target: node,
      outDir: "out/preload",
      externalizeDeps: false,
      lib: { entry: "main/page/preload.ts", formats: ["cjs"] },
      rollupOptions: { output: { entryFileNames: "[name].cjs" } },
    },
  },
  renderer: {
    root: "renderer",
    plugins: [react(), listThirdParties()],
    build: {
      target: chromium,
      outDir: "out/renderer",
      minify: true,
      rollupOptions: { input: "renderer/index.html" },
    },
  },
});
