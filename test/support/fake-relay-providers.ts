import { localhostRun, pinggy, srvUs } from "../../app/relay/registry.ts";
import type { SshProvider } from "../../app/relay/ssh-provider.ts";
import type { ImitatedRelay } from "./fake-relay-announcements.ts";

/** Every relay over SSH of the registry, in each form in which it announces an address. */
export const spokenProviders: readonly (readonly [ImitatedRelay, SshProvider])[] = [
  ["srv.us", srvUs],
  ["localhost.run json", localhostRun],
  ["localhost.run cloud events", localhostRun],
  ["localhost.run text", localhostRun],
  ["pinggy", pinggy],
];
