import type { Plugin } from "vite";

/** A part of a library that our use of it never reaches, and what it is imported by. */
export interface LeftOut {
  readonly module: string;
  /** `default` among them, where it is imported. */
  readonly names: readonly string[];
  /** Why it is never reached. */
  readonly because: string;
}

const prefix = "\0left-out:";

/** Leaves modules out of a build. Whatever reaches one after all throws with its name and the reason given here. */
export function leaveOut(modules: readonly LeftOut[]): Plugin {
  return {
    name: "tallylight-left-out",
    enforce: "pre",
    resolveId: (id) => (modules.some(({ module }) => module === id) ? `${prefix}${id}` : null),
    load(id) {
      const left = modules.find(({ module }) => `${prefix}${module}` === id);
      return left === undefined ? null : source(left);
    },
  };
}

/** It can be named, imported and made, as libraries do while they are loaded; each use of what was made throws. */
function source({ module, names, because }: LeftOut): string {
  const sentence = JSON.stringify(`${module} is not part of this build: ${because}`);
  const exported = names.map((name) =>
    name === "default" ? "export default leftOut;" : `export const ${name} = leftOut;`,
  );
  return [
    `function refuse() { throw new Error(${sentence}); }`,
    "const made = () => new Proxy({}, { get: refuse });",
    "const leftOut = new Proxy(function () {}, {",
    "  construct: made,",
    "  apply: refuse,",
    '  get: (target, name) => (name === "default" || name === "prototype" ? target[name] : refuse),',
    "});",
    ...exported,
  ].join("\n");
}
