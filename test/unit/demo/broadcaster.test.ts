import { createHmac } from "node:crypto";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { DemoServerOptions } from "../../support/noko/options.ts";
import { bench, firstProject, otherProject, read, seededRandom } from "./support.ts";

const broadcast = v.object({ last_event: v.string(), subject: v.object({ url: v.string() }) });

function listening(options: DemoServerOptions = {}) {
  const made = bench(options);
  const receiver = made.server.account.receivers.create({
    name: "A & <B>",
    payloadUri: "http://127.0.0.1:9/in",
    subjects: ["timer"],
  });
  const events = (): readonly string[] =>
    made.delivered.map(({ body }) => {
      const { last_event, subject } = read(broadcast, JSON.parse(body));
      return `${/projects\/(\d+)\/timer$/.exec(subject.url)?.[1]} ${last_event}`;
    });
  return { ...made, receiver, events };
}

describe("broadcasts", () => {
  it("are sent as documented, signed over the raw body", async () => {
    const { server, clock, delivered, receiver } = listening();
    server.account.startTimer(firstProject);
    await clock.advance(1000);
    const body =
      '{"broadcast_receiver":{"id":77885522,"name":"A \\u0026 \\u003cB\\u003e"},"sent_at":"2026-01-05T09:00:01Z",' +
      `"last_event":"timer.running","subject":{"type":"timer","url":"${server.baseUrl}/projects/${firstProject}/timer"}}`;
    expect(delivered).toEqual([
      {
        url: "http://127.0.0.1:9/in",
        headers: {
          "Content-Type": "application/json",
          "X-Noko-BroadcastSubject": "timer",
          "X-Noko-Signature": createHmac("sha256", receiver.secret).update(body).digest("hex"),
          "User-Agent": "Noko-Broadcasts",
        },
        body,
      },
    ]);
  });

  it("are collected: of one timer only the latest state is sent, at the interval", async () => {
    const { server, clock, events } = listening({ broadcastIntervalMilliseconds: 5000 });
    server.account.startTimer(firstProject);
    server.account.startTimer(otherProject);
    server.account.discardTimer(otherProject);
    server.account.startTimer(firstProject);
    await clock.advance(4999);
    expect(events()).toEqual([]);
    await clock.advance(1);
    expect(events()).toEqual([`${otherProject} timer.stopped`, `${firstProject} timer.running`]);
  });

  it("keep to a regular grid, and set no timeout while nothing is collected", async () => {
    const { server, clock, events } = listening();
    await clock.advance(700);
    expect(clock.pendingCount).toBe(0);
    server.account.startTimer(firstProject);
    await clock.advance(300);
    expect(events()).toHaveLength(1);
    expect(clock.pendingCount).toBe(0);
  });

  it.each([
    { name: "disabled", change: { enabled: false }, sent: 0 },
    { name: "without the subject", change: { subjects: [] }, sent: 0 },
    { name: "for everything", change: { subjects: ["*"] }, sent: 1 },
    { name: "re-pointed", change: { payloadUri: "http://127.0.0.1:10/" }, sent: 1 },
  ])("reach a receiver that is $name $sent times", async ({ change, sent }) => {
    const { server, clock, events, receiver } = listening();
    server.account.receivers.update(receiver.urlId, change);
    server.account.startTimer(firstProject);
    await clock.advance(1000);
    expect(events()).toHaveLength(sent);
  });

  it("are never repeated, and a failure is only heard of here", async () => {
    let tries = 0;
    const deliver = () => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error("refused")) : Promise.resolve({ status: 500 });
    };
    const { server, clock } = listening({ deliver });
    server.account.startTimer(firstProject);
    await clock.advance(60_000);
    server.account.pauseTimer(firstProject);
    await clock.advance(60_000);
    expect([tries, server.broadcasts.map((sent) => sent.status)]).toEqual([2, [null, 500]]);
  });

  it("end when the server ends", async () => {
    const { server, clock, events } = listening();
    server.account.startTimer(firstProject);
    server.stop();
    await clock.advance(60_000);
    expect([events(), clock.pendingCount]).toEqual([[], 0]);
  });

  it("can be dropped, duplicated, late and turned around", async () => {
    const { server, clock, events, delivered } = listening();
    const faults = server.faults.broadcasts;
    const change = async (): Promise<readonly string[]> => {
      const before = events().length;
      if (server.account.runningTimer() === null) server.account.startTimer(firstProject);
      else server.account.pauseTimer(firstProject);
      await clock.advance(1000);
      return events().slice(before);
    };
    faults.dropRate = 1;
    expect(await change()).toEqual([]);
    faults.clear();
    faults.duplicateRate = 1;
    expect(await change()).toHaveLength(2);
    expect(delivered[0]).toEqual(delivered[1]);
    faults.clear();
    faults.lateRate = 1;
    faults.lateMilliseconds = 7000;
    expect(await change()).toEqual([]);
    await clock.advance(7000);
    expect(JSON.parse(delivered.at(-1)?.body ?? "")).toMatchObject({ sent_at: "2026-01-05T09:00:03Z" });
    faults.clear();
    faults.reversed = true;
    server.account.startTimer(otherProject);
    const before = events().length;
    await clock.advance(1000);
    expect(events().slice(before)).toEqual([`${otherProject} timer.running`, `${firstProject} timer.paused`]);
  });

  it("meet the fate that a test decides, and a share of them that of a rate", async () => {
    const { server, clock, events } = listening({ random: seededRandom(7) });
    server.faults.broadcasts.decide = (broadcast) => ({ kind: broadcast.event === "paused" ? "drop" : "deliver" });
    server.account.startTimer(firstProject);
    server.account.startTimer(otherProject);
    await clock.advance(1000);
    expect(events()).toEqual([`${otherProject} timer.running`]);
    server.faults.clear();
    server.faults.broadcasts.dropRate = 0.3;
    for (let round = 0; round < 500; round += 1) {
      server.account.adjustTimer(otherProject, 1);
      await server.flushBroadcasts();
    }
    expect(events().length).toBeGreaterThan(300);
    expect(events().length).toBeLessThan(400);
  });
});
