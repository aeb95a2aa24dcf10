/** The only reader of the environment and the command line. Described for people in docs/configuration.md. */
import { realpathSync } from "node:fs";
import { isAbsolute } from "node:path";
import * as v from "valibot";
import type { ApplicationConfiguration } from "../app/application/application-ports.ts";
import { type LocalApiMode, localApiModes } from "../app/contract/setting-fields.ts";
import type { AddressSurroundings } from "../app/local-api/local-address.ts";
import { configurationTexts } from "../app/texts/startup.ts";
import { atLoginFlag } from "../app/settings/autostart-entry.ts";
import type { X11Display } from "../app/linux/x11-connection.ts";
import { environmentLocale } from "../app/model/locale.ts";
import { createUrlGate } from "../app/noko/own-url.ts";
import { parsePublicUrl } from "../app/relay/public-url.ts";
import { parseRelayChoice, type RelayChoice } from "../app/relay/relay-choice.ts";

/** How this run was asked to go. */
export interface StartConfiguration {
  readonly application: ApplicationConfiguration;
  /** Straight into the demo account, whatever else is set. */
  readonly demo: boolean;
  /** Show the window at once. */
  readonly show: boolean;
  /** The desktop started it at the login, no person did. */
  readonly atLogin: boolean;
  /** Where the development server serves the page; null when our own files do. */
  readonly developmentUrl: string | null;
  /** On Linux the file of CA certificates that the environment names; null for the system's own, and always in a package. */
  readonly caCertificatesFile: string | null;
  /** The names of the Linux desktop that this runs on, as it says itself; empty elsewhere. */
  readonly desktop: string;
  /** A Wayland session, where programs neither hear global shortcuts nor position their windows. */
  readonly wayland: boolean;
  /** The AppImage that this runs from; empty elsewhere. */
  readonly appImage: string;
  /** Where the desktop's session bus (D-Bus) listens; empty where there is none. */
  readonly sessionBus: string;
  /** Where the Wayland compositor listens; empty where there is none. */
  readonly waylandSocket: string;
  /** The display of the X Window System, where that shows the icon; null elsewhere. */
  readonly x11Display: X11Display | null;
  /** What other programs of this computer may do; null where the preferences say so. */
  readonly localApi: LocalApiMode | null;
  /** What of the environment says where their socket lies. */
  readonly localApiEnvironment: AddressSurroundings["environment"];
  /** How the environment wants dates written; empty where it does not say. */
  readonly environmentLocale: string;
}

export type ConfigurationResult =
  | { readonly kind: "valid"; readonly configuration: StartConfiguration }
  | { readonly kind: "invalid"; readonly sentence: string };

export interface ConfigurationInput {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly commandLine: readonly string[];
  /** A packaged app takes its page from nowhere else, and no environment names its CA certificates. */
  readonly packaged: boolean;
  /** The program that this process runs. */
  readonly executable: string;
}

const defaultApiUrl = "https://api.nokotime.com/v2";
const texts = configurationTexts;

const apiUrl = v.pipe(v.string(), v.check(isApiUrl, texts.apiUrl), v.transform(withoutTrailingSlash));
const token = v.pipe(v.string(), v.maxLength(1000, texts.token), v.regex(/^[\x21-\x7e]+$/, texts.token));
const publicUrl = v.pipe(
  v.string(),
  v.check((text) => parsePublicUrl(text) !== null, texts.publicUrl),
  v.transform(withoutTrailingSlash),
);
const listenPort = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,4}$/, texts.listenPort),
  v.transform(Number),
  v.maxValue(65_535, texts.listenPort),
);
/** What electron-vite sets while developing: a page on this computer. */
const developmentUrl = v.pipe(v.string(), v.regex(/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?\/?$/));

const environmentSchema = v.pipe(
  v.object({
    TALLYLIGHT_API_URL: v.optional(apiUrl, defaultApiUrl),
    TALLYLIGHT_TOKEN: v.optional(token),
    TALLYLIGHT_PUBLIC_URL: v.optional(publicUrl),
    TALLYLIGHT_LISTEN_PORT: v.optional(listenPort),
    TALLYLIGHT_RELAY: v.optional(v.string()),
    TALLYLIGHT_LOCAL_API: v.optional(v.picklist(localApiModes, texts.localApi)),
    TALLYLIGHT_SOCKET: v.optional(v.pipe(v.string(), v.check(isAbsolute, texts.socket))),
    TMPDIR: v.optional(v.string()),
    LOCALAPPDATA: v.optional(v.string()),
    SSH_AUTH_SOCK: v.optional(v.string()),
    ELECTRON_RENDERER_URL: v.optional(v.fallback(v.nullable(developmentUrl), null), null),
    SSL_CERT_FILE: v.optional(v.string()),
    XDG_CURRENT_DESKTOP: v.optional(v.string(), ""),
    // Electron has Ubuntu's and elementary's call themselves Unity, and keeps what they said here.
    // Electron copies it from the other one, also where that is not set.
    ORIGINAL_XDG_CURRENT_DESKTOP: v.optional(
      v.pipe(
        v.string(),
        v.transform((name) => (name === "undefined" ? undefined : name)),
      ),
    ),
    XDG_SESSION_TYPE: v.optional(v.string(), ""),
    WAYLAND_DISPLAY: v.optional(v.string(), ""),
    DISPLAY: v.optional(v.string(), ""),
    XAUTHORITY: v.optional(v.string()),
    HOME: v.optional(v.string(), ""),
    APPIMAGE: v.optional(v.string(), ""),
    APPDIR: v.optional(v.string()),
    DBUS_SESSION_BUS_ADDRESS: v.optional(v.string()),
    XDG_RUNTIME_DIR: v.optional(v.string()),
    LC_ALL: v.optional(v.string()),
    LC_TIME: v.optional(v.string()),
    LANG: v.optional(v.string()),
  }),
  v.check(
    (set) => set.TALLYLIGHT_LISTEN_PORT !== undefined || set.TALLYLIGHT_PUBLIC_URL === undefined,
    texts.publicUrlAlone,
  ),
  v.check(
    (set) =>
      set.TALLYLIGHT_PUBLIC_URL !== undefined ||
      set.TALLYLIGHT_LISTEN_PORT === undefined ||
      set.TALLYLIGHT_RELAY?.startsWith("fixed:") === true,
    texts.listenPortAlone,
  ),
  v.check((set) => set.TALLYLIGHT_RELAY === undefined || set.TALLYLIGHT_PUBLIC_URL === undefined, texts.relayTwice),
  v.check((set) => set.TALLYLIGHT_RELAY === undefined || relayChoice(set) !== null, texts.relay),
);

/** Reads this process's own surroundings. */
export function readConfiguration(packaged: boolean): ConfigurationResult {
  const { env: environment, argv: commandLine, execPath: executable } = process;
  return decodeConfiguration({ environment, commandLine, packaged, executable });
}

/**
 * For a program that this process starts: its environment names the Linux desktop as it names itself, and not as Electron
 * has this process call it. (Another Electron would take that for its own name.)
 */
export function restoreDesktop({ desktop }: Pick<StartConfiguration, "desktop">): void {
  if (desktop !== "") process.env["XDG_CURRENT_DESKTOP"] = desktop;
}

/** Strict: the first value that is not understood ends it with one sentence, which never repeats the value. */
export function decodeConfiguration(input: ConfigurationInput): ConfigurationResult {
  const flagProblem = ["--demo", "--show", atLoginFlag].find((name) =>
    input.commandLine.some((text) => text.startsWith(`${name}=`)),
  );
  if (flagProblem !== undefined) return { kind: "invalid", sentence: texts.flag(flagProblem) };

  const decoded = v.safeParse(environmentSchema, withoutEmpty(input.environment), { abortEarly: true });
  if (!decoded.success) return { kind: "invalid", sentence: decoded.issues[0].message };

  const set = decoded.output;
  const wayland = isWayland(set.XDG_SESSION_TYPE, set.WAYLAND_DISPLAY);
  return {
    kind: "valid",
    configuration: {
      application: {
        apiUrl: set.TALLYLIGHT_API_URL,
        token: set.TALLYLIGHT_TOKEN ?? null,
        relay: relayChoice(set),
        programEnvironment: withoutOwn(input.environment),
      },
      demo: input.commandLine.includes("--demo"),
      show: input.commandLine.includes("--show"),
      atLogin: input.commandLine.includes(atLoginFlag),
      developmentUrl: input.packaged ? null : set.ELECTRON_RENDERER_URL,
      caCertificatesFile: input.packaged ? null : (set.SSL_CERT_FILE ?? null),
      desktop: set.ORIGINAL_XDG_CURRENT_DESKTOP ?? set.XDG_CURRENT_DESKTOP,
      wayland,
      // Programs that are started from an AppImage inherit what names that one.
      appImage: set.APPDIR !== undefined && isWithin(input.executable, set.APPDIR) ? set.APPIMAGE : "",
      sessionBus: sessionBus(set),
      waylandSocket: waylandSocket(set),
      // A desktop of Wayland has another one as well, for older programs: no icon of ours is on it.
      x11Display: wayland ? null : x11Display(set),
      localApi: set.TALLYLIGHT_LOCAL_API ?? null,
      localApiEnvironment: {
        TALLYLIGHT_SOCKET: set.TALLYLIGHT_SOCKET,
        XDG_RUNTIME_DIR: set.XDG_RUNTIME_DIR,
        TMPDIR: set.TMPDIR,
        LOCALAPPDATA: set.LOCALAPPDATA,
      },
      environmentLocale: environmentLocale(set),
    },
  };
}

/** Null where nothing was set; what is set was checked before. */
function relayChoice(set: {
  readonly TALLYLIGHT_RELAY?: string | undefined;
  readonly TALLYLIGHT_PUBLIC_URL?: string | undefined;
  readonly TALLYLIGHT_LISTEN_PORT?: number | undefined;
  readonly SSH_AUTH_SOCK?: string | undefined;
}): RelayChoice | null {
  const listenPort = set.TALLYLIGHT_LISTEN_PORT ?? null;
  if (set.TALLYLIGHT_PUBLIC_URL !== undefined && listenPort !== null) {
    return { kind: "fixed-url", publicUrl: set.TALLYLIGHT_PUBLIC_URL, listenPort };
  }
  if (set.TALLYLIGHT_RELAY === undefined) return null;
  return parseRelayChoice(set.TALLYLIGHT_RELAY, { listenPort, agentSocket: set.SSH_AUTH_SOCK ?? null });
}

/** Nothing of what configures this app, above all no token, is any other program's business. */
function withoutOwn(environment: ConfigurationInput["environment"]): Readonly<Record<string, string>> {
  const rest: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !name.toUpperCase().startsWith("TALLYLIGHT_")) rest[name] = value;
  }
  return rest;
}

/** `NAME=` in a unit file or a shell means "not set". Surrounding spaces are never part of a value. */
function withoutEmpty(environment: ConfigurationInput["environment"]): Readonly<Record<string, string>> {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const text = value?.trim() ?? "";
    if (text !== "") set[name] = text;
  }
  return set;
}

/** The session's own word counts; some that were started by hand have none. */
function isWayland(sessionType: string, display: string): boolean {
  return sessionType === "wayland" || (sessionType === "" && display !== "");
}

/** Without an address, systemd puts the bus there. */
function sessionBus(set: {
  readonly DBUS_SESSION_BUS_ADDRESS?: string | undefined;
  readonly XDG_RUNTIME_DIR?: string | undefined;
}): string {
  if (set.DBUS_SESSION_BUS_ADDRESS !== undefined) return set.DBUS_SESSION_BUS_ADDRESS;
  return set.XDG_RUNTIME_DIR === undefined ? "" : `unix:path=${set.XDG_RUNTIME_DIR}/bus`;
}

/** `WAYLAND_DISPLAY` is a path, or a name in the user's own directory. */
function waylandSocket(set: {
  readonly WAYLAND_DISPLAY: string;
  readonly XDG_RUNTIME_DIR?: string | undefined;
}): string {
  const { WAYLAND_DISPLAY: display, XDG_RUNTIME_DIR: directory } = set;
  if (display === "" || display.startsWith("/")) return display;
  return directory === undefined ? "" : `${directory}/${display}`;
}

/** The directory is one that may have been reached by a link. */
function isWithin(file: string, directory: string): boolean {
  return file.startsWith(`${realPath(directory)}/`);
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Of this computer, and its first screen: what `DISPLAY` says with `:1` or `:1.0`. */
function x11Display(set: {
  readonly DISPLAY: string;
  readonly XAUTHORITY?: string | undefined;
  readonly HOME: string;
}): X11Display | null {
  const number = /^(?:unix)?:(\d{1,5})(?:\.0)?$/.exec(set.DISPLAY)?.[1];
  if (number === undefined) return null;
  return { number: Number(number), authorityFile: set.XAUTHORITY ?? `${set.HOME}/.Xauthority` };
}

/** An address that the client takes as its base. */
function isApiUrl(text: string): boolean {
  const url = parsePublicUrl(text);
  if (url === null) return false;
  try {
    createUrlGate(url);
    return true;
  } catch {
    return false;
  }
}

function withoutTrailingSlash(text: string): string {
  return parsePublicUrl(text) ?? text;
}
