/** A line for each change, for as long as anybody reads: it outlives the app, and says meanwhile that it knows nothing. */
import type { LocalEvent } from "../local-api/protocol.ts";
import type { PublicStatus } from "../local-api/public-status.ts";
import { backOff } from "../platform/back-off.ts";
import type { CancelTimeout, Clock } from "../platform/ports.ts";
import { cliTexts } from "../texts/cli.ts";
import { type BarName, barLine } from "./bars.ts";
import { type AppClient, ConnectionLost } from "./client.ts";
import { untilNextTick } from "./clock.ts";
import type { CommandLinePorts } from "./command-line-ports.ts";
import type { ExitCode } from "../texts/cli.ts";
import { createFormat, type MaybeStatus } from "./format.ts";
import type { Invocation } from "./parse-command-line.ts";

/** In milliseconds. An app that starts is there within a second or two of being so. */
const pauses = { first: 500, shortest: 250, longest: 15_000 };

export type WatchPorts = Pick<CommandLinePorts, "clock" | "random" | "out" | "complain" | "interrupted"> & {
  readonly connect: () => Promise<AppClient>;
};

export async function watchTimers(invocation: Invocation, ports: WatchPorts): Promise<ExitCode> {
  const { clock, out, complain } = ports;
  const { text, isSet } = invocation;
  const asJson = isSet("json");
  const line = asJson ? null : lineOf(invocation);
  const tick = tickOf(invocation);
  const account = text("account");
  let status: MaybeStatus = null;
  let last: string | null = null;
  let cancelTick: CancelTimeout | null = null;
  let current: AppClient | null = null;
  let hasSpoken = false;
  let isOver = false;

  function show(): void {
    cancelTick?.();
    if (line === null) return;
    const now = clock.wallNow();
    const shown = line(status, now);
    if (shown !== last) out(shown);
    last = shown;
    const wait = tick === null || status === null ? null : untilNextTick(status, tick, now);
    if (wait !== null) cancelTick = clock.setTimeout(show, wait);
  }

  function take(next: PublicStatus, message: object): void {
    status = next;
    hasSpoken = true;
    if (asJson) out(JSON.stringify(message));
    show();
  }

  /** Also at the start, so that a bar is not left empty. */
  function lose(): void {
    if (asJson && (status !== null || !hasSpoken)) out(JSON.stringify({ event: "disconnected" }));
    hasSpoken = true;
    status = null;
    show();
  }

  function takeEvent(event: LocalEvent): void {
    if ("status" in event) {
      if (status === null || event.revision >= status.revision) take(event.status, event);
    } else if (asJson) out(JSON.stringify(event));
  }

  async function follow(): Promise<void> {
    const client = await ports.connect();
    current = client;
    if (isOver) client.close();
    // What comes before the answer is older than it.
    const early: LocalEvent[] = [];
    let isEarly = true;
    client.onEvent((event) => (isEarly ? void early.push(event) : takeEvent(event)));
    const first = await client.ask("watch", account === undefined ? {} : { account });
    take(first.status, { event: "status", revision: first.status.revision, status: first.status });
    isEarly = false;
    for (const event of early) takeEvent(event);
    await client.ended;
  }

  /** The compiler takes it for what it was. */
  const hasEnded = (): boolean => isOver;
  const over = ports.interrupted.then(() => {
    isOver = true;
    cancelTick?.();
    current?.close();
  });
  let failures = 0;
  for (;;) {
    try {
      await follow();
      failures = 0;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
    }
    if (hasEnded()) return 0;
    if (failures === 0) complain(cliTexts.waiting);
    lose();
    failures += 1;
    await pause(clock, backOff(pauses, failures, ports.random), over);
    if (hasEnded()) return 0;
  }
}

function lineOf({ isSet, text }: Invocation): (status: MaybeStatus, now: number) => string {
  const bar = barOf(isSet);
  if (bar !== null) return (status, now) => barLine(bar, status, now);
  return createFormat(text("format") ?? "{state} {project} {clock} {description}");
}

function barOf(isSet: Invocation["isSet"]): BarName | null {
  const bars: readonly BarName[] = ["waybar", "polybar", "i3"];
  return bars.find((bar) => isSet(bar)) ?? null;
}

/** Bars show minutes, which go on by themselves. */
function tickOf({ isSet, text }: Invocation): "second" | "minute" | null {
  const asked = text("tick");
  if (asked === "second" || asked === "minute") return asked;
  return barOf(isSet) === null ? null : "minute";
}

function pause(clock: Pick<Clock, "setTimeout">, milliseconds: number, over: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.setTimeout(resolve, milliseconds);
    void over.then(() => {
      cancel();
      resolve();
    });
  });
}
