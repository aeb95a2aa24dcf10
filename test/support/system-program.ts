import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";

export type SystemProgram = { readonly kind: "ready" } | { readonly kind: "missing"; readonly sentence: string };

/**
 * Whether a program of the system is there to test with. As root, or with `CI` set, it is installed where it is
 * missing and Debian's package manager is there; otherwise the answer is what a person can do about it.
 */
export function prepareProgram(program: string, debianPackage: string): SystemProgram {
  if (existsSync(program)) return { kind: "ready" };
  const command = `apt-get install -y --no-install-recommends ${debianPackage}`;
  const isRoot = userInfo().uid === 0;
  if (isRoot || process.env["CI"] !== undefined) {
    const prefix = isRoot ? [] : ["sudo", "-n"];
    for (const line of ["apt-get -q update", command]) {
      const [file = "", ...rest] = [...prefix, ...line.split(" ")];
      spawnSync(file, rest, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: "ignore" });
    }
    if (existsSync(program)) return { kind: "ready" };
  }
  return { kind: "missing", sentence: `There is no ${program}: run \`sudo ${command}\` to test with it.` };
}
