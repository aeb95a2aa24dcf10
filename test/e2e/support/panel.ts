/** A real desktop panel with a tray (xfce4-panel) on a session bus of its own, to photograph what people see. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import * as dbus from "@jellybrick/dbus-next";
import { PNG } from "pngjs";
import { startDesktopSession } from "../../../scripts/electron/desktop-session.ts";
import { daemonMessage } from "../../support/dbus-daemon.ts";

const run = promisify(execFile);
const programs = ["xfce4-panel", "xdotool", "import", "dbus-run-session"] as const;

/** One panel along the top of the screen, with nothing in it but a tray at its right end. */
const panelSettings = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/><value type="int" value="2"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator"><property name="expand" type="bool" value="true"/></property>
    <property name="plugin-2" type="string" value="systray"/>
  </property>
</channel>
`;

export interface Panel {
  /** For the app whose icon it shall show. */
  readonly environment: Readonly<Record<string, string>>;
  photograph(): Promise<PNG>;
  rightClick(at: { readonly x: number; readonly y: number }): Promise<void>;
  close(): Promise<void>;
}

/** The programs that are missing for a panel; empty when it can be started. */
export async function missingPrograms(): Promise<readonly string[]> {
  const found = await Promise.all(
    programs.map((program) =>
      run("which", [program]).then(
        () => true,
        () => false,
      ),
    ),
  );
  return programs.filter((_program, index) => found[index] !== true);
}

/** Starts the panel and waits until it takes tray icons in. */
export async function startPanel(): Promise<Panel> {
  const home = await mkdtemp(path.join(tmpdir(), "tallylight-panel-"));
  const settings = path.join(home, ".config/xfce4/xfconf/xfce-perchannel-xml");
  await mkdir(settings, { recursive: true });
  await mkdir(path.join(home, "runtime"), { mode: 0o700 });
  await writeFile(path.join(settings, "xfce4-panel.xml"), panelSettings);

  // The bus starts the panel's settings service itself, so it must have this home as well.
  const own = { HOME: home, XDG_RUNTIME_DIR: path.join(home, "runtime"), XDG_CONFIG_HOME: path.join(home, ".config") };
  const session = await startDesktopSession({ display: false, bus: true }, { environment: { ...process.env, ...own } });
  const address = session.env["DBUS_SESSION_BUS_ADDRESS"] ?? "";
  const environment = { ...own, DBUS_SESSION_BUS_ADDRESS: address };
  const panel = spawn("xfce4-panel", ["--disable-wm-check"], {
    env: { ...process.env, ...environment },
    stdio: "ignore",
  });
  await untilTrayExists(address);

  return {
    environment,
    async photograph() {
      const { stdout } = await run("import", ["-window", "root", "png:-"], { encoding: "buffer", maxBuffer: 1 << 26 });
      return PNG.sync.read(stdout);
    },
    async rightClick({ x, y }) {
      await run("xdotool", ["mousemove", String(x), String(y), "click", "3"]);
    },
    async close() {
      await end(panel);
      await session.end();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The panel owns this name as soon as its tray is there. */
async function untilTrayExists(address: string): Promise<void> {
  const name = "org.kde.StatusNotifierWatcher";
  const bus = dbus.sessionBus({ busAddress: address });
  const proxy = await bus.getProxyObject("org.freedesktop.DBus", "/org/freedesktop/DBus");
  const daemon = proxy.getInterface("org.freedesktop.DBus");
  const appeared = new Promise<void>((resolve) => {
    daemon.on("NameOwnerChanged", (changed: unknown) => {
      if (changed === name) resolve();
    });
  });
  const answer = await bus.call(daemonMessage("NameHasOwner", name));
  if (answer?.body[0] !== true) await appeared;
  bus.disconnect();
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}
