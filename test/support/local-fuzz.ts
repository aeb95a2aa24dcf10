import { once } from "node:events";
import { createConnection } from "node:net";
import type { Random } from "../../app/platform/ports.ts";
import type { LocalBench } from "./local-bench.ts";
import { seededRandom } from "./seeded-random.ts";
import type { SkippingClock } from "./skipping-clock.ts";

const verbs = [
  "start",
  "pause",
  "log",
  "discard",
  "adjust",
  "confirm",
  "open",
  "toggle",
  "undo",
  "sign-out",
  "__proto__",
];

/** A line that is no request which anybody may carry out: broken, deep, long, half or nearly right. */
function fuzzedLine(random: Random): Uint8Array {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random.fraction() * items.length)] as T;
  const verb = pick(verbs);
  const kinds: readonly (() => Uint8Array | string)[] = [
    () => random.bytes(1 + Math.floor(random.fraction() * 300)).map((byte) => (byte === 10 ? 11 : byte)),
    () => "[".repeat(50_000),
    () => `{"id":1,"do":"${verb}","deep":${"[".repeat(20_000)}${"]".repeat(20_000)}`,
    () => `{"id":1,"do":"${verb}"`,
    () => JSON.stringify({ id: pick([-1, 1.5, "1", null, 2 ** 60, {}]), do: verb }),
    () =>
      JSON.stringify({
        id: 1,
        do: verb,
        project: pick([[], {}, true, -4, 1e300, "x".repeat(400)]),
        seconds: "5",
        description: 3,
        verb: 1,
        view: 1,
        key: 1,
      }),
    () => JSON.stringify({ id: 1, do: [verb] }),
    () => JSON.stringify([{ id: 1, do: verb }]),
    () => `"${verb}"`,
    () => "",
    () => "\u0000\r",
    () => `{"__proto__":{"do":"toggle","id":1},"constructor":{"prototype":{"do":"toggle"}}}`,
  ];
  return Buffer.concat([Buffer.from(pick(kinds)()), Buffer.from("\n")]);
}

/** Sends so many of them, a few by each connection; resolves when all were taken or their connections ended. */
export async function sendNonsense(
  bench: Pick<LocalBench, "path">,
  clock: SkippingClock,
  { lines, seed }: { readonly lines: number; readonly seed: number },
): Promise<void> {
  const random = seededRandom(seed);
  for (let sent = 0; sent < lines; sent += 20) {
    const socket = createConnection(bench.path);
    socket.on("error", () => undefined).resume();
    const closed = once(socket, "close");
    await once(socket, "connect");
    for (let line = 0; line < 20; line += 1) socket.write(fuzzedLine(random));
    socket.end();
    await clock.hurryUntil(closed);
  }
}
