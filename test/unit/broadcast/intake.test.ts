import { describe, expect, it } from "vitest";
import { acceptedRequests, withPublicUrl, withSecret } from "../../../app/broadcast/accepted-requests.ts";
import { signBody } from "../../../app/broadcast/signature.ts";
import { createIntakeBench, sampleAccess } from "./support/intake-bench.ts";
import {
  sampleBody,
  sampleHost,
  samplePath,
  sampleProbeKey,
  sampleRequest,
  sampleSecret,
} from "./support/sample-broadcast.ts";

const nonce = "n".repeat(32);

describe("a genuine broadcast", () => {
  it("is accepted and names what changed", () => {
    const { clock, intake, effects } = createIntakeBench();
    const body = sampleBody({ projectId: 7, lastEvent: "timer.paused" }, clock.wallNow());
    const effect = {
      kind: "changed",
      subjectUrl: "https://api.nokotime.com/v2/projects/7/timer",
      lastEvent: "timer.paused",
      sentAt: clock.wallNow(),
    };
    expect(intake.receive(sampleRequest(body))).toEqual({ status: 200, reason: "accepted", effect, body: "" });
    expect(effects).toEqual([effect]);
    expect(intake.counters().accepted).toBe(1);
  });

  it.each([
    ["unknown-event", { lastEvent: "timer.teleported" }],
    ["unknown-event", { lastEvent: "entry.created" }],
    ["unknown-subject", { subjectType: "invoice" }],
    ["foreign-subject", { subjectUrl: "https://api.nokotime.com.evil.example/v2/projects/1/timer" }],
  ] as const)("asks for the whole list where it is an %s: %o", (reason, parts) => {
    const { clock, intake, effects } = createIntakeBench();
    const judged = intake.receive(sampleRequest(sampleBody(parts, clock.wallNow())));
    expect(judged).toEqual({ status: 200, reason, effect: { kind: "reconcile", reason }, body: "" });
    expect(effects).toEqual([judged.effect]);
  });
});

describe("before and between configurations", () => {
  it("refuses everything until it is configured, and again afterwards", () => {
    const { clock, intake, effects } = createIntakeBench();
    const good = sampleRequest(sampleBody({}, clock.wallNow()));
    intake.configure(null);
    expect(intake.receive(good)).toMatchObject({ status: 421, effect: { kind: "none" } });
    intake.configure(sampleAccess());
    expect(intake.receive(good).status).toBe(200);
    intake.configure(null);
    expect(intake.receive(good).status).toBe(421);
    expect(effects).toHaveLength(1);
  });

  it("answers probes and refuses broadcasts while there is no receiver yet", () => {
    const { clock, intake } = createIntakeBench();
    intake.configure(withPublicUrl(acceptedRequests(samplePath, sampleProbeKey), `https://${sampleHost}`, 0));
    const body = sampleBody({}, clock.wallNow());
    expect(intake.receive(sampleRequest(body)).status).toBe(401);
    expect(intake.receive(sampleRequest(body, { secret: "" })).status).toBe(401);
    const probe = { method: "GET", target: `${samplePath}/probe/${nonce}`, rawHeaders: ["host", sampleHost] };
    expect(intake.receive({ ...probe, body: Buffer.alloc(0) })).toEqual({
      status: 200,
      reason: "probed",
      effect: { kind: "none" },
      body: signBody(sampleProbeKey, Buffer.from(nonce)),
    });
  });

  it("accepts the previous secret for a minute after a rotation", async () => {
    const { clock, intake } = createIntakeBench();
    intake.configure(withSecret(sampleAccess(), "the-next-secret", clock.monotonicNow()));
    const old = (projectId: number): number =>
      intake.receive(sampleRequest(sampleBody({ projectId }, clock.wallNow()))).status;
    expect(old(1)).toBe(200);
    expect(intake.receive(sampleRequest(sampleBody({}, clock.wallNow()), { secret: "the-next-secret" })).status).toBe(
      200,
    );
    await clock.advance(59_999);
    expect(old(2)).toBe(200);
    await clock.advance(1);
    expect(old(3)).toBe(401);
    expect(intake.receive(sampleRequest(sampleBody({}, clock.wallNow()), { secret: "the-next-secret" })).status).toBe(
      200,
    );
  });

  it("accepts the previous public host for a minute after it moved", async () => {
    const { clock, intake } = createIntakeBench();
    intake.configure(withPublicUrl(sampleAccess(), "https://elsewhere.example/in", clock.monotonicNow()));
    const at = (host: string, target: string): number =>
      intake.receive(sampleRequest(sampleBody({}, clock.wallNow()), { host, target })).status;
    expect(at(sampleHost, samplePath)).toBe(200);
    expect(at("elsewhere.example", `/in${samplePath}`)).toBe(200);
    expect(at("elsewhere.example", samplePath)).toBe(200);
    expect(at(sampleHost, `/in${samplePath}`)).toBe(404);
    await clock.advance(60_000);
    expect(at(sampleHost, samplePath)).toBe(421);
    expect(at("elsewhere.example", `/in${samplePath}`)).toBe(200);
    expect(at("ELSEWHERE.example", `/in${samplePath}`)).toBe(200);
  });
});

describe("a repeated body", () => {
  it("counts as a change within two seconds, since sent_at has whole seconds only", async () => {
    const { clock, intake, effects } = createIntakeBench();
    const request = sampleRequest(sampleBody({}, clock.wallNow()));
    intake.receive(request);
    await clock.advance(2_000);
    expect(intake.receive(request)).toMatchObject({
      status: 200,
      reason: "repeated-soon",
      effect: { kind: "changed" },
    });
    expect(effects).toHaveLength(2);
  });

  it("is answered 200 and does nothing later on", async () => {
    const { clock, intake, effects } = createIntakeBench();
    const request = sampleRequest(sampleBody({}, clock.wallNow()));
    intake.receive(request);
    await clock.advance(2_001);
    expect(intake.receive(request)).toEqual({ status: 200, reason: "repeated", effect: { kind: "none" }, body: "" });
    expect(effects).toHaveLength(1);
  });

  it("causes at most two more looks in 1,000 replays, and the last of them after the last of these", async () => {
    const { clock, intake, effects } = createIntakeBench();
    const request = sampleRequest(sampleBody({}, clock.wallNow()));
    intake.receive(request);
    for (let replay = 0; replay < 1_000; replay += 1) {
      await clock.advance(1);
      expect(intake.receive(request).status).toBe(200);
    }
    expect(effects).toHaveLength(2);
    await clock.advance(1_000);
    expect(effects).toHaveLength(3);
    expect(new Set(effects.map((effect) => JSON.stringify(effect))).size).toBe(1);
    await clock.advance(60_000);
    expect(effects).toHaveLength(3);
    expect(clock.pendingCount).toBe(0);
  });

  it("leaves nothing behind when the intake is closed", async () => {
    const { clock, intake, effects } = createIntakeBench();
    const request = sampleRequest(sampleBody({}, clock.wallNow()));
    for (let replay = 0; replay < 4; replay += 1) intake.receive(request);
    expect(clock.pendingCount).toBe(1);
    intake.close();
    expect(clock.pendingCount).toBe(0);
    await clock.advance(5_000);
    expect(effects).toHaveLength(2);
  });
});

describe("a stale broadcast", () => {
  it.each([-300_001, 300_001, -86_400_000 * 365])("sent %d ms from now: 200 and one reconcile", (distance) => {
    const { clock, intake, effects } = createIntakeBench();
    const sentAt = Math.floor((clock.wallNow() + distance) / 1_000) * 1_000 + (distance > 0 ? 1_000 : 0);
    const judged = intake.receive(sampleRequest(sampleBody({ sentAt }, 0)));
    expect(judged).toMatchObject({ status: 200, reason: "stale", effect: { kind: "reconcile", reason: "stale" } });
    expect(effects).toHaveLength(1);
  });

  it.each([-86_400_000, -7_200_000, 7_200_000, 86_400_000])(
    "is none while our clock is %d ms off and the account's clock is known",
    (off) => {
      const { clock, intake } = createIntakeBench({ clockOffset: () => -off });
      const body = sampleBody({}, clock.wallNow());
      clock.jumpWall(off);
      expect(intake.receive(sampleRequest(body)).reason).toBe("accepted");
    },
  );

  it("costs one reconcile for 200 captured bodies that are replayed when the guard has forgotten them", async () => {
    const { clock, intake, effects } = createIntakeBench();
    const captured = Array.from({ length: 200 }, (_, projectId) =>
      sampleRequest(sampleBody({ projectId }, clock.wallNow())),
    );
    for (const request of captured) intake.receive(request);
    expect(effects).toHaveLength(200);
    await clock.advance(16 * 60_000);
    for (const request of captured) expect(intake.receive(request)).toMatchObject({ status: 200, reason: "stale" });
    expect(effects.slice(200)).toEqual([{ kind: "reconcile", reason: "stale" }]);
    await clock.advance(5 * 60_000);
    for (const request of captured) intake.receive(request);
    expect(effects).toHaveLength(201);
  });

  it("costs at most one reconcile a minute however many different ones come", async () => {
    const { clock, intake, effects } = createIntakeBench();
    const start = clock.wallNow() - 3_600_000;
    for (let second = 0; second < 600; second += 1) {
      intake.receive(sampleRequest(sampleBody({ sentAt: start - second * 400_000 }, 0)));
      await clock.advance(1_000);
    }
    expect(effects.length).toBeGreaterThanOrEqual(10);
    expect(effects.length).toBeLessThanOrEqual(11);
    expect(effects.every((effect) => effect.kind === "reconcile")).toBe(true);
  });

  it.each([-600_000, 600_000])(
    "is none where the sender's clock is %d ms from the account's: the newest signed body tells its time",
    async (off) => {
      const { clock, intake, effects } = createIntakeBench({ clockOffset: () => 0 });
      const receive = (projectId: number, sentAt: number) =>
        intake.receive(sampleRequest(sampleBody({ projectId, sentAt }, 0))).reason;
      const sent = (): number => clock.wallNow() + off;
      expect(receive(1, sent())).toBe("stale");
      await clock.advance(1_000);
      expect(receive(2, sent())).toBe("accepted");
      expect(receive(3, sent())).toBe("accepted");
      // On the way one may be overtaken.
      expect(receive(4, sent() - 30_000)).toBe("accepted");
      await clock.advance(3_600_000);
      expect(receive(5, sent())).toBe("accepted");
      expect(receive(6, sent() - 1_000_000)).toBe("stale");
      expect(effects.filter(({ kind }) => kind === "changed")).toHaveLength(4);
    },
  );

  it("is none when our clock is set while it runs", async () => {
    const { clock, intake } = createIntakeBench({ clockOffset: () => 0 });
    const sentAt = clock.wallNow();
    expect(intake.receive(sampleRequest(sampleBody({ projectId: 1, sentAt }, 0))).reason).toBe("accepted");
    clock.jumpWall(-7_200_000);
    await clock.advance(2_000);
    expect(intake.receive(sampleRequest(sampleBody({ projectId: 2, sentAt: sentAt + 2_000 }, 0))).reason).toBe(
      "accepted",
    );
    expect(intake.receive(sampleRequest(sampleBody({ projectId: 3, sentAt }, 0))).reason).toBe("accepted");
  });
});

describe("counters", () => {
  it("name every reason and count each request once", () => {
    const { clock, intake } = createIntakeBench();
    const body = sampleBody({}, clock.wallNow());
    intake.receive(sampleRequest(body));
    intake.receive(sampleRequest(body, { secret: "other" }));
    intake.receive(sampleRequest(body, { secret: "other" }));
    intake.receive(sampleRequest(body, { target: "/" }));
    intake.count("timed-out");
    const counted = Object.fromEntries(Object.entries(intake.counters()).filter(([, count]) => count > 0));
    expect(counted).toEqual({ accepted: 1, "wrong-signature": 2, "wrong-path": 1, "timed-out": 1 });
  });

  it("stay apart between two intakes", () => {
    const one = createIntakeBench();
    one.intake.receive(sampleRequest(sampleBody({}, one.clock.wallNow()), { secret: sampleSecret }));
    expect(createIntakeBench().intake.counters().accepted).toBe(0);
  });
});
