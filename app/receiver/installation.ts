/**
 * Who this installation is: a random name of its own, bound to the computer. It is kept in two places, so that the loss of
 * one file loses no receiver; where both came from another computer, with a copied profile, this is another installation.
 */
import { createHmac } from "node:crypto";
import * as v from "valibot";
import type { ReadMachineId } from "../platform/machine-id.ts";
import type { Logger, Random, SettingsStore } from "../platform/ports.ts";

export interface Identity {
  /** Random: says nothing about the person. */
  readonly id: string;
  /** A hash of what the system calls this computer; null where it does not say. */
  readonly machine: string | null;
}

export interface Installation {
  /** Asked before anything that only one computer may use. */
  identity(): Promise<Identity>;
}

export interface InstallationPorts {
  /** Where it is kept; the first one with a name for this computer counts. */
  readonly stores: readonly SettingsStore[];
  readonly machineId: ReadMachineId;
  readonly random: Random;
  readonly logger: Logger;
  /** What was kept came from another computer: what only one may use is forgotten here, and left alone in the account. */
  readonly onCopied: () => Promise<void>;
}

const idKey = "installId";
const machineKey = "installMachine";
const idSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const machineSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/));

export function createInstallation(ports: InstallationPorts): Installation {
  let asked: Promise<Identity> | null = null;
  return { identity: () => (asked ??= identify(ports)) };
}

async function identify({ stores, machineId, random, logger, onCopied }: InstallationPorts): Promise<Identity> {
  const named = await machineId();
  const machine = named === null ? null : hashOf(named);
  const kept = stores.flatMap((store) => read(store) ?? []);
  const isOther = (one: Identity): boolean => machine !== null && one.machine !== null && one.machine !== machine;
  if (kept.some(isOther)) {
    logger.warn("The profile was copied from another computer: this is an installation of its own");
    await onCopied();
  }
  const own = kept.filter((one) => !isOther(one));
  const known = own.find((one) => one.machine !== null) ?? own[0];
  // Where the system does not say today what it said before, it is the same computer all the same.
  const identity: Identity = {
    id: known?.id ?? Buffer.from(random.bytes(8)).toString("hex"),
    machine: machine ?? known?.machine ?? null,
  };
  for (const store of stores) write(store, identity);
  return identity;
}

/** Keyed, since the system's own name for the computer must not leave it. */
function hashOf(machineId: string): string {
  return createHmac("sha256", machineId).update("tallylight receiver").digest("hex").slice(0, 8);
}

function read(store: SettingsStore): Identity | null {
  const id = v.safeParse(idSchema, store.get(idKey));
  if (!id.success) return null;
  const machine = v.safeParse(machineSchema, store.get(machineKey));
  return { id: id.output, machine: machine.success ? machine.output : null };
}

function write(store: SettingsStore, { id, machine }: Identity): void {
  if (store.get(idKey) !== id) store.set(idKey, id);
  if (machine !== null && store.get(machineKey) !== machine) store.set(machineKey, machine);
}
