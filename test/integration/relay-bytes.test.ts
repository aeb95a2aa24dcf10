/** What goes in at a relay's public side comes out at the listener, byte for byte. */
import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { bodyShapes } from "../support/body-shapes.ts";
import { spokenProviders } from "../support/fake-relay-providers.ts";
import { startRecordedRelay } from "../support/recorded-relay.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

describe.each(spokenProviders)("through %s", (imitates, provider) => {
  test("ten shapes of bodies arrive as they were sent, with their signature", async () => {
    const { recorder, address, internet, fake, stop } = await startRecordedRelay(imitates, provider);
    cleanUps.push(stop);
    expect(address).toBe(fake.addresses()[0]);
    for (const { name, pieces } of bodyShapes) {
      const body = Buffer.concat(pieces);
      const signature = createHmac("sha256", "secret").update(body).digest("hex");
      const sent = pieces.length === 1 ? body : pieces;
      const headers = { "X-Noko-Signature": signature, "Content-Type": "application/json" };
      const answer = await internet.send(`${address}/b/x?y=%2F`, "POST", headers, sent, AbortSignal.timeout(10_000));
      expect({ name, status: answer.status, text: answer.text }).toEqual({ name, status: 200, text: "ok" });
      const got = recorder.requests.at(-1);
      expect({ name, same: got?.body.equals(body) }).toEqual({ name, same: true });
      const computed = createHmac("sha256", "secret")
        .update(got?.body ?? "")
        .digest("hex");
      expect(got?.headers["x-noko-signature"]).toBe(computed);
      expect(got).toMatchObject({ method: "POST", path: "/b/x?y=%2F" });
      expect(got?.headers["host"]).toBe(new URL(address).host);
    }
  });
});
