import * as v from "valibot";
import type { Logger, SettingsStore } from "../../platform/ports.ts";
import { type Transfer, transferSchema } from "./transfer.ts";

const key = "transfer";

/** The one transfer that is under way, as it survives a restart or a crash. */
export interface TransferJournal {
  read(): Transfer | null;
  write(transfer: Transfer): void;
  clear(): void;
}

export function createTransferJournal(store: SettingsStore, logger: Logger): TransferJournal {
  return {
    read() {
      const stored = store.get(key);
      if (stored === undefined) return null;
      const decoded = v.safeParse(transferSchema, stored);
      if (decoded.success) return decoded.output;
      logger.warn("A note of a transfer could not be read and is left out");
      return null;
    },
    write: (transfer) => store.set(key, transfer),
    clear: () => store.delete(key),
  };
}
