import { app } from "electron";
import { claimProfile as guardProfile, isProfileTaken } from "../../app/lifecycle/profile-guard.ts";
import { whyNotWritable } from "../../app/lifecycle/profile-folder.ts";
import { writeLine } from "../../app/platform/standard-output.ts";
import { fatalTexts } from "../../app/texts/startup.ts";
import { useTemporaryProfile } from "../lifecycle/profile-folders.ts";
import type { Prepared } from "./prepare.ts";

type ClaimPorts = Pick<Prepared, "folders" | "logger" | "secondInstance" | "showFailure">;

/**
 * One app for one profile, whose folder can be written. Where that is refused this process has begun to end: another one
 * has the profile and was asked to show its window, or the folder is named.
 */
export async function claimProfile(ports: ClaimPorts): Promise<"ours" | "refused"> {
  const { folders, logger, secondInstance } = ports;
  const start = { directory: folders.profile, platform: process.platform, commandLine: process.argv.slice(1) };
  const reason = whyNotWritable(start.directory);
  if (reason !== null) return refuseFolder(start, reason, ports);
  if (!app.requestSingleInstanceLock()) return endAsSecond();
  app.on("second-instance", (_event, commandLine) => secondInstance.started(commandLine));
  const claim = await guardProfile({ ...start, onSecondStart: secondInstance.started, logger });
  if (claim.kind === "taken") return endAsSecond();
  app.once("quit", claim.release);
  return "ours";
}

/** Where nothing can be written Electron's lock can't be had, which says nothing of another process. */
async function refuseFolder(
  start: Parameters<typeof isProfileTaken>[0],
  reason: string,
  { showFailure }: Pick<ClaimPorts, "showFailure">,
): Promise<"refused"> {
  useTemporaryProfile();
  const isTaken = start.platform === "win32" ? !app.requestSingleInstanceLock() : await isProfileTaken(start);
  if (isTaken) return endAsSecond();
  const sentence = fatalTexts.profileNotWritable(start.directory, reason);
  process.stderr.write(`${sentence}\n`);
  if (app.isPackaged) {
    await app.whenReady();
    showFailure("not-started", sentence);
  }
  app.exit(1);
  return "refused";
}

function endAsSecond(): "refused" {
  writeLine("Tallylight is running already; it was asked to show its window.");
  app.exit(0);
  return "refused";
}
