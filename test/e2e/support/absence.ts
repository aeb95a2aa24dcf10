/** Leaving the computer, as the system, the person and an earlier run of the app bring it about. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ElectronApplication, Page } from "playwright";
import { expect } from "playwright/test";
import type { AbsenceReason } from "../../../app/contract/absence-reasons.ts";
import type { AbsenceRules } from "../../../app/contract/settings.ts";
import type { DemoServer } from "../../support/noko/server.ts";

/** What the system would tell Electron. */
export async function tellPower(
  electron: ElectronApplication,
  event: "suspend" | "resume" | "shutdown",
): Promise<void> {
  await electron.evaluate(({ powerMonitor }, reported) => {
    // The types name the events one by one.
    const source: NodeJS.EventEmitter = powerMonitor;
    source.emit(reported, { preventDefault: () => undefined });
  }, event);
}

/** As a person would in Preferences; what is not named stays at "keep running". */
export async function chooseAbsenceRules(page: Page, rules: Partial<AbsenceRules>): Promise<void> {
  const result = await page.evaluate((whenAway) => window.tallylight?.changeSettings({ whenAway }), {
    idle: "keep",
    sleep: "keep",
    lock: "keep",
    shutdown: "keep",
    ...rules,
  } as const);
  expect(result).toMatchObject({ kind: "saved" });
}

/** A profile as the app leaves it when the computer is left while this project's timer runs, so many minutes ago. */
export async function writeAbsenceNote(
  profile: string,
  { account }: Pick<DemoServer, "account">,
  input: {
    readonly projectId: number;
    readonly minutes: number;
    readonly reason: AbsenceReason;
    readonly meantToPause?: boolean;
  },
): Promise<void> {
  const timer = account.timer(input.projectId);
  if (timer === null) throw new Error("There is no timer to leave alone.");
  const leftAt = Date.now() - input.minutes * 60_000;
  const absence = {
    timerId: timer.id,
    projectId: input.projectId,
    reason: input.reason,
    from: leftAt,
    leftAt,
    secondsThen: account.secondsOf(timer) - input.minutes * 60,
    secondsBefore: 0,
    meantToPause: input.meantToPause ?? false,
  };
  await mkdir(profile, { recursive: true });
  await writeFile(
    path.join(profile, "settings.json"),
    JSON.stringify({ absence: { absence, state: "left", seconds: 0 } }),
  );
}
