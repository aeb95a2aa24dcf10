/** Why an entry can't be changed, by the account's own codes. */
export type EntryLock = "approved_and_locked" | "invoiced" | "archived_project";
