import { readdir, readFile } from "node:fs/promises";

const nanosecondsPerSecond = 1e9;
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

/** What the threads of a tree did since each of them began. */
export interface TreeActivity {
  readonly threads: ReadonlyMap<string, Activity>;
  /** What was done between an earlier reading and this one, by the threads that are there now. */
  since(earlier: TreeActivity): Activity;
}

export interface Activity {
  readonly processorSeconds: number;
  /** How often the processor was given up or taken away: an idle thread's wake-ups. */
  readonly contextSwitches: number;
}

export async function activity(root: number): Promise<TreeActivity> {
  const threads = new Map<string, Activity>();
  for (const pid of await processTree(root)) {
    for (const thread of await threadsOf(pid)) {
      const directory = `/proc/${pid}/task/${thread}`;
      const [status, schedule] = [
        await readIfThere(`${directory}/status`),
        await readIfThere(`${directory}/schedstat`),
      ];
      if (status !== null && schedule !== null) threads.set(directory, parseActivity(status, schedule));
    }
  }
  return { threads, since: (earlier) => difference(threads, earlier.threads) };
}

/** `schedstat` begins with nanoseconds, where `stat` counts hundredths of a second. */
function parseActivity(status: string, schedule: string): Activity {
  const switches = [...status.matchAll(/^(?:non)?voluntary_ctxt_switches:\s+(\d+)$/gm)];
  return {
    processorSeconds: Number(schedule.split(" ")[0]) / nanosecondsPerSecond,
    contextSwitches: switches.reduce((sum, [, count]) => sum + Number(count), 0),
  };
}

function difference(now: ReadonlyMap<string, Activity>, earlier: ReadonlyMap<string, Activity>): Activity {
  let [processorSeconds, contextSwitches] = [0, 0];
  for (const [thread, done] of now) {
    const before = earlier.get(thread);
    processorSeconds += done.processorSeconds - (before?.processorSeconds ?? 0);
    contextSwitches += done.contextSwitches - (before?.contextSwitches ?? 0);
  }
  return { processorSeconds, contextSwitches };
}

async function threadsOf(pid: number): Promise<readonly string[]> {
  try {
    return await readdir(`/proc/${pid}/task`);
  } catch {
    return [];
  }
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
