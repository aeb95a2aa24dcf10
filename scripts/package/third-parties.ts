import path from "node:path";
import type { Plugin } from "vite";

/** The file that each build leaves beside its code: the folders of the packages that it took code from. */
export const thirdPartyList = "third-parties.json";

/**
 * Writes down whose code went into a build, asked of the bundler itself: what is only installed, or only used to
 * build and test, is not given away with the app.
 */
export function listThirdParties(): Plugin {
  return {
    name: "list-third-parties",
    apply: "build",
    generateBundle() {
      const folders = new Set<string>();
      for (const id of this.getModuleIds()) {
        const folder = packageFolder(id);
        if (folder !== null) folders.add(folder);
      }
      this.emitFile({
        type: "asset",
        fileName: thirdPartyList,
        source: `${JSON.stringify([...folders].toSorted(), null, 2)}\n`,
      });
    },
  };
}

/** `node_modules/NAME` of a module's id, relative to the project; null for our own code. */
export function packageFolder(id: string): string | null {
  const file = id.replace(/^\0/, "").replace(/\?.*$/, "").split(path.sep).join("/");
  const start = file.indexOf("/node_modules/");
  const end = file.lastIndexOf("/node_modules/") + "/node_modules/".length;
  if (start === -1) return null;
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(file.slice(end))?.[0];
  return name === undefined ? null : file.slice(start + 1, end) + name;
}
