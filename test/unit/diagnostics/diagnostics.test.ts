import { expect, test } from "vitest";
import { createDiagnostics } from "../../../app/diagnostics/diagnostics.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { unaskedInput } from "./report-input.ts";
import { plainSettings } from "../renderer/fake-bridge.ts";
import { busy } from "../tray/snapshots.ts";

function bench(failure = "") {
  const did: string[] = [];
  const logger = createMemoryLogger();
  const diagnostics = createDiagnostics({
    application: { snapshot: () => busy, reachability: () => null, inputReport: () => unaskedInput },
    control: { message: () => Promise.resolve(plainSettings) },
    desktopPort: {
      copyText: (text) => void did.push(text),
      openFolder: (folder) => {
        did.push(folder);
        return Promise.resolve(failure);
      },
      openPage: (url) => Promise.resolve(void did.push(url)),
    },
    versions: { app: "0.1.0", electron: "45", chromium: "150", node: "24" },
    logDirectory: "/home/anna/logs-of-secret",
    formatInstant: () => "12:00",
    clock: new FakeClock(),
    wayland: true,
    desktop: "KDE",
    panel: () => "there",
    relayGiven: false,
    routes: () => Promise.resolve("direct"),
    trust: { kind: "built-in" },
    redact: (text) => text.replaceAll("secret", "[redacted]"),
    logger,
  });
  return { did, logger, diagnostics };
}

test("what is copied is what is read, as text, redacted", async () => {
  const { did, diagnostics } = bench();
  const lines = await diagnostics.lines();
  await diagnostics.copy();
  expect(did).toEqual([lines.map(({ label, value }) => `${label}: ${value}`).join("\n")]);
  expect(did[0]).toContain("Wayland, KDE");
  expect(did[0]).toContain("/home/anna/logs-of-[redacted]");
});

test("the folder of logs is opened; where that fails the log says so", async () => {
  const { did, logger, diagnostics } = bench("no file manager");
  await diagnostics.openLogs();
  expect(did).toEqual(["/home/anna/logs-of-secret"]);
  expect(logger.lines.join("\n")).toContain("no file manager");
});

test("help opens a page of the fixed list", async () => {
  const { did, diagnostics } = bench();
  await diagnostics.openHelp("noko-tokens");
  expect(did).toEqual(["https://developer.nokotime.com/v2/authentication/"]);
});
