import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { namedRelays, offeredRelays, relayLabel, relays } from "../../../app/contract/relays.ts";
import { settingsPatchSchema } from "../../../app/contract/settings.ts";
import { createRelay } from "../../../app/relay/create-relay.ts";
import { type RelayDefinition, relayRegistry } from "../../../app/relay/registry.ts";
import { parseRelayChoice } from "../../../app/relay/relay-choice.ts";
import type { SshProvider } from "../../../app/relay/ssh-provider.ts";
import { configurationTexts } from "../../../app/texts/startup.ts";
import * as v from "valibot";
import { spokenProviders } from "../../support/fake-relay-providers.ts";
import { relayPorts } from "../../support/relay-bench.ts";

const guide = readFileSync("docs/relays.md", "utf8");
const configuration = readFileSync("docs/configuration.md", "utf8");

function rowOf(text: string, name: string): string {
  return text.split("\n").find((line) => line.startsWith("|") && line.split("|")[1]?.includes(`\`${name}\``)) ?? "";
}

/** The relays over SSH that a choice leads to, in order of preference. */
function providersOf(definition: RelayDefinition): readonly SshProvider[] {
  if (definition.kind === "ssh") return [definition.provider];
  return definition.kind === "failover" ? definition.of : [];
}

/** Where the first connection of a relay goes. */
function firstTarget(name: (typeof namedRelays)[number]): Promise<string> {
  return new Promise((resolve, reject) => {
    const relay = createRelay(
      { kind: name },
      {
        ...relayPorts(),
        connect: ({ host, port }) => {
          resolve(`${host}:${port}`);
          return Promise.reject(new Error("No network here"));
        },
      },
    );
    if (relay === null) return reject(new Error("There is none"));
    const running = relay.start(
      1,
      () => void running.stop(),
      () => Promise.resolve(false),
    );
    return undefined;
  });
}

describe.each(namedRelays)("%s", (name) => {
  it("is described for people, and can be chosen by TALLYLIGHT_RELAY", () => {
    expect(rowOf(guide, name)).not.toBe("");
    expect(configuration).toContain(`\`${name}\``);
    expect(configurationTexts.relay["not-understood"]).toContain(` ${name},`);
    expect(parseRelayChoice(name, { listenPort: null, agentSocket: null })).toEqual({ kind: name });
    expect(relayLabel(name)).toBe(relays[name].label);
  });

  const [first, ...others] = providersOf(relayRegistry[name]);
  if (first === undefined) return;

  it("connects to the host that docs/relays.md names", async () => {
    const { host, port } = first;
    expect(await firstTarget(name)).toBe(`${host}:${port}`);
    for (const provider of [first, ...others]) {
      expect(rowOf(guide, provider.name)).toContain(`\`${provider.host}:${provider.port}\``);
    }
  });

  it("is heard in the tests by a fake that speaks like it, and takes addresses of its own alone", () => {
    for (const provider of [first, ...others]) {
      expect(spokenProviders.map(([, spoken]) => spoken)).toContain(provider);
      if (provider.address.kind !== "announced") throw new Error("It has no address of its own");
      for (const pattern of provider.address.patterns) expect(pattern).toMatch(/^https:\/\/\*\.[a-z.-]+$/);
    }
  });
});

it("every service is offered in the preferences, and the setting takes what they offer and no more", () => {
  const services = namedRelays.filter((name) => relayRegistry[name].kind === "ssh");
  expect(offeredRelays).toEqual(["automatic", ...services, "off"]);
  for (const name of Object.keys(relays)) {
    const isOffered = offeredRelays.some((offered) => offered === name);
    expect([name, v.is(settingsPatchSchema, { relay: name })]).toEqual([name, isOffered]);
  }
});

it("a name that is not known is its own label", () => {
  expect(relayLabel("tomorrow.example")).toBe("tomorrow.example");
  expect(relayLabel("constructor")).toBe("constructor");
});
