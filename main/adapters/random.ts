import { randomBytes } from "node:crypto";
import type { Random } from "../../app/ports.ts";

export const systemRandom: Random = {
  fraction: () => Math.random(),
  bytes: (count) => new Uint8Array(randomBytes(count)),
};
