import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { extractFile, listPackage } from "@electron/asar";
import { PNG } from "pngjs";
import { readFuses, wantedFuses } from "../../scripts/package/fuses.ts";
import { menuLabels } from "../support/tray-state.ts";
import { electronExecutable } from "./support/electron.ts";
import { expect, test } from "./support/fixtures.ts";
import { freePort } from "../support/loopback.ts";
import { photographScreen, sealedExecutable, startSealed } from "./support/sealed-app.ts";

const megabyte = 1_048_576;

test.describe("what is in the package", () => {
  for (const [name, executable, inspectable] of [
    ["the tested one", electronExecutable, true],
    ["the sealed one", sealedExecutable, false],
  ] as const) {
    test(`every fuse of ${name} is as decided`, async () => {
      const fuses = await readFuses(executable());
      const wanted = wantedFuses({ inspectable });
      expect(fuses.size).toBeGreaterThanOrEqual(7);
      expect([...fuses]).toEqual([...fuses.keys()].map((index) => [index, wanted.get(index)]));
    });
  }

  test("resources hold our archive and the command line alone: no other app, no update feed", async () => {
    const folder = path.dirname(sealedExecutable());
    expect(await readdir(path.join(folder, "resources"))).toEqual(["app.asar", "cli"]);
    const everything = await readdir(folder, { recursive: true });
    const others = everything.filter((name) => /app-update|\.ya?ml$|default_app|cypress|\.node$|elevate/i.test(name));
    expect(others).toEqual([]);
  });

  test("the archive holds the build and nothing else, within 4 MB", async () => {
    const archive = path.join(path.dirname(sealedExecutable()), "resources", "app.asar");
    expect((await stat(archive)).size).toBeLessThanOrEqual(4 * megabyte);
    const files = listPackage(archive, { isPack: false }).map((name) => name.split(path.sep).join("/"));
    const unexpected = files.filter(
      (name) => !/^\/(?:package\.json|LICENSE|out(?:\/(?:main|preload|renderer)(?:\/.*)?)?)$/.test(name),
    );
    expect(unexpected).toEqual([]);
    expect(files.filter((name) => /\.map$|third-parties|\.ts$/.test(name))).toEqual([]);
    const manifest: unknown = JSON.parse(extractFile(archive, "package.json").toString());
    expect(manifest).toMatchObject({ name: "tallylight", main: "out/main/index.cjs" });
    expect(manifest).not.toHaveProperty("devDependencies");
  });

  test("licences lie beside the app, and it says that it is for tests only", async () => {
    const folder = path.dirname(sealedExecutable());
    const notices = await readFile(path.join(folder, "THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const name of ["react", "react-dom", "valibot", "electron-store", "ssh2"]) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, "m"));
    }
    expect((await readFile(path.join(folder, "LICENSE.txt"), "utf8")).length).toBeGreaterThan(500);
    expect((await stat(path.join(folder, "LICENSES.chromium.html"))).size).toBeGreaterThan(megabyte);
    expect((await readFile(path.join(folder, "version"), "utf8")).trim()).toMatch(/^v?\d+\.\d+\.\d+$/);
  });
});

test("regional formats need no language of Chromium's, in the main process and in the page", async ({
  launch,
  managed,
  desktop,
}) => {
  const region = "de-AT";
  const app = await launch({
    environment: { ...managed, LANG: "de_AT.UTF-8", LC_ALL: "de_AT.UTF-8", LANGUAGE: "" },
    args: ["--show"],
  });
  await desktop.nextItem();
  const written = "28. November 2026 um 15:04";
  const instant = Date.UTC(2026, 10, 28, 15, 4);
  const format = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;
  const main = await app.electron.evaluate(
    ({ app: electron }, [at, options]) => {
      const system = electron.getSystemLocale();
      return { system, written: new Intl.DateTimeFormat(system, options).format(at) };
    },
    [instant, format] as const,
  );
  expect(main).toEqual({ system: region, written });
  const page = await app.window();
  const inPage = await page.evaluate(
    ([locale, at, options]) => ({
      language: navigator.language,
      written: new Intl.DateTimeFormat(locale, options).format(at),
    }),
    [region, instant, format] as const,
  );
  expect(inPage).toEqual({ language: "en-US", written });
  expect(await readdir(path.join(path.dirname(electronExecutable()), "locales"))).toEqual(["en-GB.pak", "en-US.pak"]);
});

test.describe("the package as people get it", () => {
  test("mirrors the account in the tray and shows its window", async ({ desktop, managed, demo }, testInfo) => {
    const app = startSealed({ profile: testInfo.outputPath("profile"), environment: managed });
    try {
      const tray = await desktop.nextItem();
      await tray.waitFor((state) => /^Gear GmbH · \d+:\d\d[\s\S]*\bLive\b/.test(state.tooltip), "Gear GmbH, live");
      demo.account.pauseTimer(37_396);
      await tray.waitFor((state) => state.tooltip.startsWith("No timer is running"), "that nothing runs");

      const before = await picture(testInfo.outputPath("before.png"));
      await tray.click("Show Tallylight");
      await tray.waitFor((state) => menuLabels(state).includes("Hide Tallylight"), "Hide");
      await expect
        .poll(async () => colours(await picture(testInfo.outputPath("window.png"))), { timeout: 10_000 })
        .toBeGreaterThan(colours(before) + 20);
      await testInfo.attach("the window of the sealed package", { path: testInfo.outputPath("window.png") });
    } finally {
      expect(await app.stop()).toBe(0);
    }
  });

  test("cannot be turned into a Node, nor be given code by the environment", async ({ desktop, managed }, testInfo) => {
    const app = startSealed({
      profile: testInfo.outputPath("profile"),
      args: ["-e", "process.stdout.write('I am a plain Node')"],
      environment: managed,
      rawEnvironment: { ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: "--require /does/not/exist.cjs" },
    });
    try {
      await desktop.nextItem();
      expect(app.output()).not.toContain("I am a plain Node");
      expect(app.output()).not.toContain("does/not/exist");
    } finally {
      await app.stop();
    }
  });

  test("opens no inspector, neither when started with it nor by a signal", async ({ desktop, managed }, testInfo) => {
    const port = await freePort();
    const app = startSealed({
      profile: testInfo.outputPath("profile"),
      args: [`--inspect=${port}`],
      environment: managed,
    });
    try {
      const tray = await desktop.nextItem();
      await tray.waitFor((state) => state.tooltip.includes("Live"), "a live link");
      await expect(fetch(`http://127.0.0.1:${port}/json/version`)).rejects.toThrow();
      expect(app.output()).not.toContain("Debugger listening");
    } finally {
      await app.stop();
    }
  });
});

async function picture(file: string): Promise<PNG> {
  await photographScreen(file);
  return PNG.sync.read(await readFile(file));
}

/** How many different colours there are: an empty screen has one or two. */
function colours({ data }: PNG): number {
  const expected = new Set<number>();
  for (let at = 0; at < data.length; at += 4) expected.add(data.readUInt32LE(at));
  return expected.size;
}
