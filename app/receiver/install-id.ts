import type { Random, SettingsStore } from "../platform/ports.ts";

const settingsKey = "installId";
const idShape = /^[0-9a-f]{16}$/;

/** This installation's own random name, made at its first use. It says nothing about the person or the machine. */
export function installId(settings: SettingsStore, random: Random): string {
  const kept = settings.get(settingsKey);
  if (typeof kept === "string" && idShape.test(kept)) return kept;
  const made = Buffer.from(random.bytes(8)).toString("hex");
  settings.set(settingsKey, made);
  return made;
}

/** The name that this installation's receiver bears in the account, and no other installation's. */
export function receiverName(id: string): string {
  return `Tallylight ${id}`;
}
