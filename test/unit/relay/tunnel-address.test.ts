import { describe, expect, it } from "vitest";
import type { AddressSource } from "../../../app/relay/ssh-provider.ts";
import { TunnelAddress } from "../../../app/relay/tunnel-address.ts";
import { FakeClock } from "../../support/fake-clock.ts";

const announced: AddressSource = {
  kind: "announced",
  parse: (line) => (line.startsWith("http") ? line.split(", ") : []),
  patterns: ["https://*.relay.example"],
  boundToKey: false,
  mayChange: true,
};

function createBench(source: AddressSource, label: string | null = "mine") {
  const clock = new FakeClock();
  const heard: string[] = [];
  const address = new TunnelAddress({
    clock,
    source,
    label: () => label,
    onAddress: (publicUrl, isFirst) => void heard.push(`${isFirst ? "first" : "then"} ${publicUrl}`),
    onForeign: () => void heard.push("foreign"),
  });
  return { clock, heard, address };
}

describe("the address of a tunnel", () => {
  it.each([
    ["said before the relay forwards", ["https://a.relay.example", "forwarded"]],
    ["said after it", ["forwarded", "https://a.relay.example"]],
  ])("is reported once both are there: %s", (_name, [first = "", second = ""]) => {
    const { heard, address } = createBench(announced);
    const tell = (what: string): void => (what === "forwarded" ? address.forwarded() : address.hear(what));
    tell(first);
    expect(heard).toEqual([]);
    expect(address.isKnown).toBe(false);
    tell(second);
    expect(heard).toEqual(["first https://a.relay.example"]);
    expect(address.isKnown).toBe(true);
  });

  it("is reported as soon as the relay forwards where it is fixed, whatever the relay says", () => {
    const { heard, address } = createBench({ kind: "fixed", publicUrl: "https://mine.example" });
    address.hear("https://a.relay.example");
    address.forwarded();
    expect(heard).toEqual(["first https://mine.example"]);
  });

  it("is one of the relay's own, or is not used", () => {
    const { heard, address } = createBench(announced);
    address.forwarded();
    address.hear("Welcome!");
    address.hear("https://evil.example");
    expect(heard).toEqual(["foreign"]);
  });

  it.each([
    ["mine", ["foreign", "first https://mine.relay.example"]],
    [null, ["foreign", "foreign"]],
  ])("is the one that our key gives, where it is bound to that: %s", (label, expected) => {
    const { heard, address } = createBench({ ...announced, boundToKey: true }, label);
    address.forwarded();
    address.hear("https://other.relay.example, https://mine.relay.example");
    expect(heard).toEqual(expected);
  });

  it("changes at most once a second, to the last one that was said", async () => {
    const { clock, heard, address } = createBench(announced);
    address.forwarded();
    for (const label of ["a", "b", "c"]) address.hear(`https://${label}.relay.example`);
    await clock.advance(999);
    expect(heard).toEqual(["first https://a.relay.example"]);
    await clock.advance(1);
    expect(heard).toEqual(["first https://a.relay.example", "then https://c.relay.example"]);
    address.hear("https://c.relay.example");
    await clock.advance(5_000);
    expect(heard).toHaveLength(2);
    expect(clock.pendingCount).toBe(0);
  });

  it("stays the first where it may not change", async () => {
    const { clock, heard, address } = createBench({ ...announced, mayChange: false });
    address.forwarded();
    address.hear("https://a.relay.example");
    address.hear("https://b.relay.example");
    await clock.advance(5_000);
    expect(heard).toEqual(["first https://a.relay.example"]);
  });

  it.each([
    ["while a change would wait", 500],
    ["while it would be reported at once", 2_000],
  ])("is not heard of once it is closed %s", async (_name, after) => {
    const { clock, heard, address } = createBench(announced);
    address.forwarded();
    address.hear("https://a.relay.example");
    await clock.advance(after);
    address.close();
    address.hear("https://b.relay.example");
    expect(clock.pendingCount).toBe(0);
    await clock.advance(5_000);
    expect(heard).toEqual(["first https://a.relay.example"]);
  });
});
