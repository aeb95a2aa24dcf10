/**
 * Who may import whom. Each rule's comment is printed with a violation, so it says what to do instead.
 * See "Layers" in docs/architecture.md.
 */
const pureFolders = "^app/(model|contract|texts|tray|search)/";
/** Types of ports alone; it holds no code. */
const portTypes = "^app/platform/ports\\.ts$";

/** What may lie at the root of a source folder. */
const entries = ["^main/(index|config)\\.ts$", "^renderer/(main|App)\\.tsx$"];
const electron = "(^|node_modules/)electron(-store)?($|/)";

module.exports = {
  required: [
    {
      name: "main-imports-electron",
      comment:
        "A file of main/ imports Electron, or it belongs into app/, where it runs under plain Node. Excepted: the configuration, the stages of the start that only call others, and the script of the process that reads CA certificates, whose Electron is `process.parentPort`.",
      severity: "error",
      module: {
        path: "^main/",
        pathNot: [
          "^main/config\\.ts$",
          "^main/start/(show-icon|start-product)\\.ts$",
          "^main/adapters/ca-certificates-process\\.cjs$",
        ],
      },
      to: { path: electron },
    },
    {
      name: "no-loose-files",
      comment:
        "A file at the root of app/, main/ or renderer/ is an entry point and nothing else. Put it into the folder of its idea, or make one.",
      severity: "error",
      module: { path: "^(app|main|renderer)/[^/]+$", pathNot: entries },
      // No import makes up for it.
      to: { path: "^(?!)" },
    },
  ],
  forbidden: [
    {
      name: "pure-layers-stay-pure",
      comment:
        "app/model, app/contract, app/texts, app/tray and app/search hold values and pure functions: they may import each other, the ports and valibot alone. Pass what you need as a parameter.",
      severity: "error",
      from: { path: pureFolders },
      to: { pathNot: [pureFolders, portTypes, "node_modules/valibot/"] },
    },
    {
      name: "app-runs-without-electron",
      comment:
        "app/ runs under plain Node: no Electron, no React, no main/ or renderer/. Add a port to app/platform/ports.ts and implement it in main/adapters.",
      severity: "error",
      from: { path: "^app/" },
      to: {
        path: [
          "^(main|renderer|scripts)/",
          "node_modules/(electron|react|react-dom|electron-store)/",
          "^(electron|react|react-dom|electron-store)($|/)",
        ],
      },
    },
    {
      name: "renderer-is-a-view",
      comment:
        "renderer/ imports from app/model, app/contract, app/texts and app/search alone, besides its own files and its libraries. Everything else reaches it in the snapshot or through the bridge.",
      severity: "error",
      from: { path: "^renderer/" },
      to: { path: "^(main|scripts|app/(?!model/|contract/|texts/|search/))" },
    },
    {
      name: "renderer-has-no-node",
      comment:
        "renderer/ runs in a sandboxed page: no Node modules and no Electron. Add a method to the bridge in app/contract/requests.ts.",
      severity: "error",
      from: { path: "^renderer/" },
      to: { path: ["^electron($|/)", "node_modules/electron/"] },
    },
    {
      name: "renderer-has-no-node-core",
      comment:
        "renderer/ runs in a sandboxed page: no Node modules. Add a method to the bridge in app/contract/requests.ts.",
      severity: "error",
      from: { path: "^renderer/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "preload-is-thin",
      comment: "main/page/preload.ts runs beside the page: it may import Electron and app/contract alone.",
      severity: "error",
      from: { path: "^main/page/preload\\.ts$" },
      to: { pathNot: ["^app/contract/", "node_modules/electron/", "^electron$"] },
    },
    {
      name: "main-is-a-shell",
      comment: "main/ adapts Electron to app/: it imports app/ and Electron, never renderer/ or scripts/.",
      severity: "error",
      from: { path: "^main/" },
      to: { path: "^(renderer|scripts)/" },
    },
    {
      name: "nothing-imports-tests",
      comment:
        "test/ may import anything; nothing imports test/, but the demo server's command, which is a tool for trying faults out.",
      severity: "error",
      from: { pathNot: ["^test/", "^scripts/demo-server\\.ts$"] },
      to: { path: "^test/" },
    },
    {
      name: "no-cycles",
      comment:
        "Two files that import each other are one file in disguise, also where they share types alone: move what they share to a third.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolvable",
      comment: "This import leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    parser: "tsc",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".cjs", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
