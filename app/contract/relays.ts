/**
 * The relays by their names: what they are called, and where they can be chosen. `app/relay/registry.ts` says of each
 * how it is connected, and does not compile without it.
 */
interface RelayDescription {
  /** What people read. */
  readonly label: string;
  /** What the preferences add; empty for nothing. */
  readonly detail: string;
  /** In the preferences, by `TALLYLIGHT_RELAY`, which takes those of the preferences as well, or not by its name. */
  readonly offered: "preferences" | "environment" | "not-by-name";
}

/** In the order of the preferences. */
export const relays = {
  automatic: {
    label: "Automatic",
    detail: "Chooses a service, and another one when it fails.",
    offered: "preferences",
  },
  "srv.us": { label: "srv.us", detail: "", offered: "preferences" },
  "localhost.run": { label: "localhost.run", detail: "", offered: "preferences" },
  pinggy: { label: "Pinggy", detail: "", offered: "preferences" },
  cloudflared: { label: "cloudflared", detail: "", offered: "environment" },
  off: {
    label: "Off",
    detail: "Tallylight checks by itself. Changes made elsewhere take up to 30 s to show.",
    offered: "preferences",
  },
  "own-server": { label: "your own server", detail: "", offered: "not-by-name" },
  "fixed-url": { label: "your own address", detail: "", offered: "not-by-name" },
  loopback: { label: "this computer", detail: "", offered: "not-by-name" },
} as const satisfies Readonly<Record<string, RelayDescription>>;

export type RelayName = keyof typeof relays;

type Offered<Where extends RelayDescription["offered"]> = {
  readonly [Name in RelayName]: (typeof relays)[Name]["offered"] extends Where ? Name : never;
}[RelayName];

/** One that needs no more than its name to be chosen. */
export type NamedRelay = Offered<"preferences" | "environment">;
/** One that the preferences offer. */
export type OfferedRelay = Offered<"preferences">;

export const namedRelays = Object.keys(relays).filter(
  (name): name is NamedRelay => isRelayName(name) && relays[name].offered !== "not-by-name",
);

export const offeredRelays = namedRelays.filter((name): name is OfferedRelay => relays[name].offered === "preferences");

/** The name that people read; one that is not known, such as one from a newer version, is its own. */
export function relayLabel(name: string): string {
  return isRelayName(name) ? relays[name].label : name;
}

function isRelayName(name: string): name is RelayName {
  return Object.hasOwn(relays, name);
}
