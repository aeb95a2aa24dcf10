import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { TrayItem } from "../support/tray-item.ts";
import { appEnvironment, electronArguments, electronExecutable } from "./support/electron.ts";
import { expect, test } from "./support/fixtures.ts";

test("started while it still takes its leave of the account, it is there again once that is done", async ({
  desktop,
  demo,
  managed,
}, testInfo) => {
  const begin = (): ChildProcess =>
    spawn(electronExecutable(), [...electronArguments(), `--user-data-dir=${testInfo.outputPath("profile")}`], {
      env: appEnvironment(managed),
      stdio: "ignore",
    });

  const first = begin();
  const ended = once(first, "exit");
  const tray = await desktop.nextItem();
  await untilLive(tray);
  const asked: string[] = [];
  const letGo = demo.faults.hang({
    where: ({ path }) => path.includes("broadcast_receivers") && asked.push(path) > 0,
  });
  await tray.click("Quit Tallylight");
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  const second = begin();
  await once(second, "exit");
  expect(first.exitCode).toBeNull();
  // The next one is not to be kept waiting.
  letGo();
  await ended;

  const again = await desktop.nextItem();
  try {
    await untilLive(again);
  } finally {
    await again.click("Quit Tallylight");
    await expect.poll(() => again.tooltip().catch(() => "gone")).toBe("gone");
  }
});

async function untilLive(tray: TrayItem): Promise<void> {
  await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
}
