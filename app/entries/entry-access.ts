import { problemOf } from "../commands/problems.ts";
import type { EntriesResult, LoggedEntry, NewEntry, NewEntryResult } from "../contract/logged-entry.ts";
import { toProject } from "../mirror/view.ts";
import type { NokoApi } from "../noko/api.ts";
import { ApiError } from "../noko/errors.ts";
import type { NokoEntry } from "../noko/resources.ts";

/** Entries of any days, for whatever asks; the present day's are kept by `LoggedTime`. Never rejects. */
export interface EntryAccess {
  list(from: string, to: string): Promise<EntriesResult>;
  add(entry: NewEntry): Promise<NewEntryResult>;
}

export interface EntryAccessPorts {
  readonly api: Pick<NokoApi, "listMyEntries" | "createEntry">;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
  readonly onAdded: () => void;
  readonly onTokenRejected: () => void;
}

export function createEntryAccess({ api, signal, onAdded, onTokenRejected }: EntryAccessPorts): EntryAccess {
  const options = { priority: "user-action", signal } as const;

  function failed(error: unknown): ApiError {
    if (!(error instanceof ApiError)) throw error;
    if (error.failure.kind === "token-rejected") onTokenRejected();
    return error;
  }

  return {
    async list(from, to) {
      try {
        const { value } = await api.listMyEntries({ from, to }, options);
        return { kind: "listed", entries: value.map(loggedEntry) };
      } catch (error) {
        return { kind: "failed", problem: problemOf(failed(error).failure) };
      }
    },
    async add(entry) {
      try {
        const { value } = await api.createEntry(entry, options);
        onAdded();
        return { kind: "made", entry: loggedEntry(value) };
      } catch (error) {
        const { failure, surelyNotCarriedOut } = failed(error);
        return { kind: "failed", problem: problemOf(failure), inDoubt: !surelyNotCarriedOut };
      }
    },
  };
}

function loggedEntry({ id, date, minutes, description, project }: NokoEntry): LoggedEntry {
  return {
    id,
    date,
    minutes,
    description: description ?? "",
    project: project === null ? null : toProject(project),
  };
}
