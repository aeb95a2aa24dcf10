import { readdir, readFile } from "node:fs/promises";

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;
const bytesPerKilobyte = 1024;

/** A process and everything it started, itself or through others. */
export async function processTree(root: number): Promise<readonly number[]> {
  const children = new Map<number, number[]>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = await statFields(Number(name));
    if (fields === null) continue;
    const parent = Number(fields[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Memory in bytes, each shared page counted by the share that is ours: the only sum over processes that means something. */
export async function proportionalBytes(root: number): Promise<number> {
  let kilobytes = 0;
  for (const pid of await processTree(root)) {
    const rollup = await readIfThere(`/proc/${pid}/smaps_rollup`);
    kilobytes += Number(/^Pss:\s+(\d+) kB$/m.exec(rollup ?? "")?.[1] ?? 0);
  }
  return kilobytes * bytesPerKilobyte;
}

/** Processor seconds of the whole tree so far, in user and in kernel mode. */
export async function processorSeconds(root: number): Promise<number> {
  let ticks = 0;
  for (const pid of await processTree(root)) {
    const fields = await statFields(pid);
    if (fields !== null) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / ticksPerSecond;
}

/** How many processes of the tree show pages. */
export async function rendererCount(root: number): Promise<number> {
  let count = 0;
  for (const pid of await processTree(root)) {
    const commandLine = await readIfThere(`/proc/${pid}/cmdline`);
    if (commandLine?.includes("--type=renderer") === true) count += 1;
  }
  return count;
}

/** From the process's state on: its name, before that, may hold spaces and brackets. */
async function statFields(pid: number): Promise<readonly string[] | null> {
  const stat = await readIfThere(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** Processes may end while they are being looked at. */
async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return null;
  }
}
