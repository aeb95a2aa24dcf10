import path from "node:path";
import { app } from "electron";
import { createInstantFormat } from "../../app/model/instant-format.ts";
import { usableLocale } from "../../app/model/locale.ts";
import { type Connect, createConnect } from "../../app/network/connect.ts";
import { createFetch } from "../../app/network/fetch.ts";
import { createProxies, type Proxies } from "../../app/network/proxies.ts";
import { createSystemCaCertificates } from "../../app/network/system-ca-certificates.ts";
import { createTrust, type Trust } from "../../app/network/trust.ts";
import { platform as operatingSystem } from "../../app/platform/operating-system.ts";
import type { Clock, Fetch } from "../../app/platform/ports.ts";
import { systemClock as clock } from "../../app/platform/system.ts";
import { readSystemCaCertificates } from "../adapters/ca-certificates.ts";
import { askSystemForProxy } from "../adapters/sessions.ts";
import type { WithIcon } from "./show-icon.ts";

export interface Platform extends WithIcon {
  readonly clock: Clock;
  readonly version: string;
  /** The built page and scripts. */
  readonly built: string;
  /** How this person's region writes dates, times and numbers. */
  readonly locale: string;
  readonly formatInstant: (epochMilliseconds: number, now: number) => string;
  readonly proxies: Proxies;
  readonly trust: Trust;
  readonly fetch: Fetch;
  readonly connect: Connect;
}

/** The network and what the system says of itself. */
export function openPlatform(prepared: WithIcon): Platform {
  const { configuration, logger } = prepared;
  const version = app.getVersion();
  logger.info("Tallylight starts", { version, electron: process.versions.electron, node: process.versions.node });
  const built = path.join(app.getAppPath(), "out");
  const proxies = createProxies({ ask: askSystemForProxy, clock, logger });
  const trust = createTrust({
    readSystem: createSystemCaCertificates({
      platform: operatingSystem,
      givenFile: configuration.caCertificatesFile,
      askStore: () => readSystemCaCertificates(path.join(built, "main", "ca-certificates-process.cjs")),
    }),
    logger,
  });
  const locale = usableLocale(regionalLocale(configuration));
  return {
    ...prepared,
    clock,
    version,
    built,
    locale,
    formatInstant: createInstantFormat(locale),
    proxies,
    trust,
    fetch: createFetch({ proxies, clock, trust }),
    connect: createConnect({ proxies, clock, trust }),
  };
}

/** macOS and Windows have a region of their own; elsewhere it is in the environment. */
function regionalLocale({ environmentLocale }: WithIcon["configuration"]): string {
  return operatingSystem === "linux" && environmentLocale !== "" ? environmentLocale : app.getSystemLocale();
}
