import { useState } from "react";
import type { RepairHop } from "../../app/contract/command.ts";
import { useCommand } from "../bridge/use-command.ts";

export interface Repairs {
  readonly underWay: RepairHop | null;
  /** How many have ended. */
  readonly done: number;
  readonly begin: (hop: RepairHop) => void;
}

/** One at a time: they work on the same chain. */
export function useRepairs(): Repairs {
  const { send } = useCommand();
  const [underWay, setUnderWay] = useState<RepairHop | null>(null);
  const [done, setDone] = useState(0);

  async function repair(hop: RepairHop): Promise<void> {
    setUnderWay(hop);
    await send({ kind: "repair", hop });
    setUnderWay(null);
    setDone((count) => count + 1);
  }

  return { underWay, done, begin: (hop) => void repair(hop) };
}
