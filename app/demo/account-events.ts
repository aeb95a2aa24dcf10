import type { DemoEntry, DemoProject, DemoTag } from "./state.ts";

/** What happened to a resource of the account. `before` is there where it had been something else. */
export type AccountEvent =
  | {
      readonly kind: "entry";
      readonly type:
        | "entry.created"
        | "entry.updated"
        | "entry.deleted"
        | "entry.updated.approved"
        | "entry.updated.unapproved"
        | "entry.updated.invoiced";
      readonly object: DemoEntry;
      readonly before?: DemoEntry;
    }
  | { readonly kind: "tag"; readonly type: "tag.created"; readonly object: DemoTag }
  | {
      readonly kind: "project";
      readonly type: "project.created" | "project.updated" | "project.updated.archived" | "project.updated.unarchived";
      readonly object: DemoProject;
      readonly before?: DemoProject;
    };

/** Announces what happens in the account, as it happens. */
export interface AccountEvents {
  emit(event: AccountEvent): void;
  /** Returns a function that unsubscribes. */
  on(listener: (event: AccountEvent) => void): () => void;
}

export function createAccountEvents(): AccountEvents {
  const listeners = new Set<(event: AccountEvent) => void>();
  return {
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
