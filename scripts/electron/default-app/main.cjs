"use strict";

/*
 * What an Electron distribution runs when it is given an app's path on the command line. The
 * launcher packs this file into `resources/default_app.asar` of the fallback runtime, which
 * otherwise has no app in it and would exit at once, without a word.
 *
 *   electron [switches] [-r MODULE]... APP [arguments of the app]
 *
 * The -r modules are loaded before the app: that is how Playwright hooks in.
 */

const { existsSync, readFileSync, statSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const { app } = require("electron");

/**
 * By hand: `util.parseArgs` knows no switch that is followed by whatever belongs to it, as Chromium's are, and would
 * read those of the app as well.
 *
 * @param {readonly string[]} args
 */
function parseArguments(args) {
  const modules = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (argument === "-r" || argument === "--require") {
      index += 1;
      modules.push(args[index]);
    } else if (!argument.startsWith("-")) {
      return { modules, target: argument };
    }
  }
  return { modules, target: undefined };
}

/** The folder that counts as the app's, its manifest, and the file to load. @param {string} target */
function locateApp(target) {
  const resolved = path.resolve(target);
  if (!existsSync(resolved)) {
    throw new Error(`There is no app at ${resolved}.`);
  }
  if (!statSync(resolved).isDirectory()) {
    return { root: path.dirname(resolved), manifest: {}, main: resolved };
  }
  const manifest = JSON.parse(readFileSync(path.join(resolved, "package.json"), "utf8"));
  return { root: resolved, manifest, main: path.join(resolved, manifest.main ?? "index.js") };
}

function applyManifest({ root, manifest }) {
  const name = manifest.productName ?? manifest.name;
  if (typeof name === "string") {
    app.setName(name);
  }
  if (typeof manifest.version === "string") {
    app.setVersion(manifest.version);
  }
  const desktopName = manifest.desktopName ?? `${app.getName()}.desktop`;
  if (typeof app.setDesktopName === "function") {
    app.setDesktopName(desktopName);
  }
  app.setAppPath(root);
}

function start() {
  const { modules, target } = parseArguments(process.argv.slice(1));
  // Apps tell by this property that they run from source, and where their arguments begin.
  Object.defineProperty(process, "defaultApp", { value: true, enumerable: true });
  const requireFromHere = createRequire(path.join(process.cwd(), "noop.cjs"));
  for (const module of modules) {
    requireFromHere(module);
  }
  if (target === undefined) {
    throw new Error("Give the path of an app: electron [switches] [-r MODULE] APP");
  }
  const located = locateApp(target);
  applyManifest(located);
  require(located.main);
}

try {
  start();
} catch (error) {
  // No dialog box: it would block a run without a person.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
}
