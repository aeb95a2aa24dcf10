/** All that the monkey can do. Each takes two numbers in [0, 1), so that a line of the trace says all of it. */
import { absenceRuleNames } from "../../app/contract/absence-reasons.ts";
import type { Command, RepairHop } from "../../app/contract/command.ts";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { signBody } from "../../app/broadcast/signature.ts";
import { defaultSettings } from "../../app/contract/settings.ts";
import type { Timer } from "../../app/model/timer.ts";
import { performTrayAction } from "../../app/requests/tray-actions.ts";
import { trayModel } from "../../app/tray/compute-tray-model.ts";
import type { TrayAction, TrayMenuItem, TrayModel } from "../../app/tray/tray-model.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { type RelayHealth, relayNames } from "./internet.ts";
import { markOfLog, secondsOfMark } from "./ledger.ts";
import { token, type World } from "./world.ts";

export interface MonkeyAction {
  /** How often, in proportion to the others. */
  readonly weight: number;
  readonly run: (world: World, x: number, y: number) => void | Promise<void>;
}

function pick<Item>(items: readonly Item[], fraction: number): Item | undefined {
  return items[Math.floor(fraction * items.length)];
}

const milliseconds = { second: 1_000, minute: 60_000, hour: 3_600_000 };

/* Other devices. */

function elsewhere(weight: number, change: (world: World, projectId: number, y: number) => void): MonkeyAction {
  return {
    weight,
    run: (world, x, y) => {
      const project = pick(world.server.account.projects(), x);
      if (project === undefined) return;
      world.elsewhere(() => change(world, project.id, y));
    },
  };
}

const hasTimer = (world: World, projectId: number): boolean => world.server.account.timer(projectId) !== null;

const elsewhereActions = {
  "phone starts": elsewhere(8, ({ server }, id, y) => void server.account.startTimer(id, `phone ${y}`)),
  "phone pauses": elsewhere(6, (world, id) => {
    if (hasTimer(world, id)) world.server.account.pauseTimer(id);
  }),
  "phone describes": elsewhere(4, ({ server }, id, y) => void server.account.describeTimer(id, `words ${y}`)),
  "phone adjusts": elsewhere(3, (world, id, y) => {
    if (hasTimer(world, id)) world.server.account.adjustTimer(id, Math.round((y - 0.4) * 3_000));
  }),
  "phone logs": elsewhere(3, (world, id) => {
    if (hasTimer(world, id)) world.server.account.logTimer(id);
  }),
  "phone discards": elsewhere(3, (world, id) => {
    if (hasTimer(world, id)) world.server.account.discardTimer(id);
  }),
} satisfies Record<string, MonkeyAction>;

/* Verbs here. */

function shownTimer(world: World, fraction: number): Timer | undefined {
  return pick(world.life?.application.snapshot().timers ?? [], fraction);
}

/** About a shown timer, with or without what was seen of it. */
function onTimer(
  weight: number,
  commandFor: (world: World, timer: Timer, y: number) => Command & { readonly projectId: number },
  guarded: boolean,
): MonkeyAction {
  return {
    weight,
    run: (world, x, y) => {
      const timer = shownTimer(world, x);
      const { life } = world;
      if (timer === undefined || life === null) return;
      const command = commandFor(world, timer, y);
      const expected = expectedTimer(timer, life.clock.monotonicNow());
      world.command(guarded && y < 0.8 ? ({ ...command, expected } as Command) : command);
    },
  };
}

const verbs = {
  starts: {
    weight: 8,
    run: (world, x, y) => {
      const project = pick(world.server.account.projects(), x);
      if (project === undefined) return;
      world.command({ kind: "start", projectId: project.id, ...(y < 0.5 ? { description: `here ${y}` } : {}) });
    },
  },
  pauses: onTimer(6, (_world, { projectId }) => ({ kind: "pause", projectId }), false),
  describes: onTimer(3, (_w, { projectId }, y) => ({ kind: "describe", projectId, description: `said ${y}` }), true),
  logs: onTimer(
    6,
    ({ ledger }, { projectId }) => ({ kind: "log", projectId, description: markOfLog(ledger.nextMark()) }),
    true,
  ),
  adjusts: onTimer(
    6,
    ({ ledger }, { projectId }) => ({ kind: "adjust", projectId, seconds: secondsOfMark(ledger.nextMark()) }),
    true,
  ),
  discards: onTimer(3, (_world, { projectId }) => ({ kind: "discard", projectId }), true),
  "logs and starts": onTimer(1, (_world, { projectId }) => ({ kind: "log-and-start", projectId }), false),
  undoes: { weight: 3, run: (world) => world.command({ kind: "undo" }) },
  answers: { weight: 3, run: (world, x) => world.command({ kind: "answer-question", goAhead: x < 0.7 }) },
  "says what becomes of an absence": {
    weight: 3,
    run: (world, x) => {
      const absence = world.life?.application.snapshot().absence;
      const answer = pick(["keep", "remove", "remove-and-pause"] as const, x);
      if (absence === null || absence === undefined || answer === undefined) return;
      world.command({ kind: "answer-absence", from: absence.from, answer });
    },
  },
  refreshes: { weight: 2, run: (world) => world.command({ kind: "refresh" }) },
  repairs: {
    weight: 1,
    run: (world, x) => {
      const hops: readonly RepairHop[] = [
        "account",
        "listener",
        "relay",
        "path",
        "receiver",
        "broadcasts",
        "everything",
      ];
      const hop = pick(hops, x);
      if (hop !== undefined) world.command({ kind: "repair", hop });
    },
  },
  "clicks in a menu that was open for a while": {
    weight: 8,
    run: async (world, x, y) => {
      const { life } = world;
      if (life === null) return;
      const menu = menuOf(world);
      await world.clock.advance(y * 6_000);
      const action = pick(menu.flatMap(actionsIn).filter(isVerb), x);
      if (action === undefined || world.life !== life) return;
      const dispatch = (command: Command) => {
        world.command(command);
        return Promise.resolve({ kind: "done" } as const);
      };
      await performTrayAction(action, {
        application: { snapshot: () => life.application.snapshot(), dispatch, startDemo: refused, signOut: refused },
        window: { show: () => undefined, toggle: () => undefined, raiseOrHide: () => undefined },
        diagnostics: { copy: refused, openLogs: refused },
        lifecycle: { quit: () => undefined },
        notify: () => undefined,
        clock: life.clock,
        logger: createMemoryLogger(),
      });
    },
  },
} satisfies Record<string, MonkeyAction>;

const refused = (): Promise<never> => Promise.reject(new Error("Not of a verb"));

export function trayOf({ life }: World): TrayModel | null {
  if (life === null) return null;
  return trayModel(life.application.snapshot(), {
    platform: "linux",
    monotonicNow: life.clock.monotonicNow(),
    windowVisible: false,
    newVersion: null,
    settings: defaultSettings,
    formatInstant: String,
  });
}

function menuOf(world: World): readonly TrayMenuItem[] {
  return trayOf(world)?.menu ?? [];
}

function actionsIn(item: TrayMenuItem): readonly TrayAction[] {
  if (item.kind === "submenu") return item.items.flatMap(actionsIn);
  return item.kind === "item" && item.enabled ? [item.action] : [];
}

function isVerb({ kind }: TrayAction): boolean {
  return kind === "command" || kind === "guarded-command";
}

/* The person, the computer and the process. */

const computer = {
  "sleeps, and the system says so": {
    weight: 2,
    run: async (world, x, y) => {
      void world.life?.application.leave("sleep");
      await world.clock.advance(100);
      await world.sleep(lengthOfSleep(x), () => changeMeanwhile(world, y));
      world.life?.application.wake("resume");
    },
  },
  "sleeps, and nobody says so": {
    weight: 2,
    run: (world, x, y) => world.sleep(lengthOfSleep(x), () => changeMeanwhile(world, y)),
  },
  "locks the screen for a while": {
    weight: 2,
    run: async (world, x, y) => {
      void world.life?.application.leave("lock");
      await world.clock.advance(x * 5 * milliseconds.minute);
      changeMeanwhile(world, y);
      await world.clock.advance(x * 5 * milliseconds.minute);
      world.life?.application.wake("unlock");
    },
  },
  "chooses what becomes of an absence": {
    weight: 2,
    run: (world, x, y) => {
      const lock = pick(absenceRuleNames, x) ?? "keep";
      const sleep = pick(absenceRuleNames, y) ?? "keep";
      world.life?.application.choosePresence({
        whenAway: { lock, sleep, shutdown: lock, idle: sleep },
        idleMinutes: 10,
        remindNotTracking: false,
      });
    },
  },
  "sets the clock": {
    weight: 2,
    run: (world, x) => world.setClock((x - 0.5) * 6 * milliseconds.hour),
  },
  "opens the window": { weight: 2, run: ({ life }) => life?.application.setWindowOpen(true) },
  "closes the window": { weight: 2, run: ({ life }) => life?.application.setWindowOpen(false) },
  "is killed and started": {
    weight: 2,
    run: async (world) => {
      world.kill();
      await world.clock.advance(2_000);
      world.start();
    },
  },
  "is killed": { weight: 1, run: (world) => world.kill() },
  quits: { weight: 1, run: (world) => world.quit() },
  "is started": { weight: 3, run: (world) => world.start() },
  "signs out": { weight: 0.5, run: (world) => world.signOut() },
  "signs in": { weight: 2, run: (world) => world.signIn() },
  "wants no relay": { weight: 0.5, run: ({ life }) => void life?.application.chooseRelay("off") },
  "wants a relay": { weight: 1, run: ({ life }) => void life?.application.chooseRelay("automatic") },
} satisfies Record<string, MonkeyAction>;

function lengthOfSleep(fraction: number): number {
  return 5 * milliseconds.second + fraction ** 4 * 8 * milliseconds.hour;
}

function changeMeanwhile(world: World, fraction: number): void {
  const project = pick(world.server.account.projects(), (fraction * 7) % 1);
  if (project === undefined || fraction < 0.4) return;
  world.elsewhere(() => {
    if (fraction < 0.7) world.server.account.startTimer(project.id, `meanwhile ${fraction}`);
    else if (hasTimer(world, project.id)) world.server.account.pauseTimer(project.id);
  });
}

/* The internet. */

const relayFates: readonly RelayHealth[] = ["unreachable", "refuses", "silent", "bad-gateway"];

const network = {
  "network is cut": { weight: 2, run: ({ internet }) => void (internet.online = false) },
  "network is back": {
    weight: 4,
    run: ({ internet, life }, x) => {
      internet.online = true;
      if (x < 0.5) life?.application.wake("network");
    },
  },
  "relay is killed": { weight: 4, run: ({ internet }, x) => internet.cut(pick(relayNames, x)) },
  "relay fails": {
    weight: 2,
    run: ({ internet }, x, y) => {
      const name = pick(relayNames, x) ?? "one";
      const health = pick(relayFates, y) ?? "unreachable";
      internet.health.set(name, health);
      if (health === "unreachable" || health === "refuses") internet.cut(name);
    },
  },
  "relays work again": {
    weight: 3,
    run: ({ internet }) => {
      for (const name of relayNames) internet.health.set(name, "works");
    },
  },
  "our own probe is blocked": { weight: 1, run: ({ internet }, x) => void (internet.probesBlocked = x < 0.5) },
} satisfies Record<string, MonkeyAction>;

/* The account's server. */

const nonsense = ["<html>A portal wants a password</html>", "{}", "null", '{"id":"x"}', "[{]", ""];

function lasting(weight: number, begin: (world: World, x: number, y: number) => () => void): MonkeyAction {
  return {
    weight,
    run: (world, x, y) => {
      const end = begin(world, x, y);
      world.clock.setTimeout(end, 500 + y * 20_000);
    },
  };
}

const methods = ["GET", "PUT", "POST", "DELETE"] as const;
const moment = (fraction: number): "before" | "after" => (fraction < 0.5 ? "before" : "after");
const someMethod = (fraction: number) => ({ method: pick(methods, fraction) ?? "GET" });

const server = {
  "server fails": lasting(3, ({ server }, x, y) =>
    server.faults.answer(500 + Math.floor(y * 5), { ...someMethod(x), moment: moment((x * 13) % 1) }),
  ),
  "one answer is 401": {
    weight: 2,
    run: ({ server }) => void server.faults.answer(401, { times: 1 }),
  },
  "too many requests": lasting(2, ({ server }, x) =>
    server.faults.answer(429, {}, x < 0.5 ? { headers: { "retry-after": String(Math.floor(x * 20)) } } : {}),
  ),
  "answers are nonsense": lasting(2, ({ server }, x) =>
    server.faults.answer(200, { method: "GET" }, { body: pick(nonsense, x) ?? "" }),
  ),
  "answers get lost": lasting(3, ({ server }, x) => server.faults.disconnect({ ...someMethod(x), moment: "after" })),
  "connections break": lasting(2, ({ server }, x) => server.faults.disconnect(someMethod(x))),
  "requests hang": lasting(1, ({ server }, x) => server.faults.hang(someMethod(x))),
  "answers are slow": lasting(3, ({ server }, x) => {
    server.faults.latency = 200 + x * 4_000;
    return () => (server.faults.latency = 0);
  }),
  "account is locked": lasting(1, ({ server }) => {
    server.faults.lockedAccount = true;
    return () => (server.faults.lockedAccount = false);
  }),
  "token is refused for a while": lasting(0.3, ({ server }) => {
    server.faults.revokedToken = true;
    return () => (server.faults.revokedToken = false);
  }),
  "leads elsewhere": lasting(1, ({ server }) =>
    server.faults.redirect(302, "https://elsewhere.invalid/v2/timers", { method: "GET" }),
  ),
  "links are other ones": lasting(1, ({ server }) => {
    server.faults.renamedPaths = true;
    return () => (server.faults.renamedPaths = false);
  }),
} satisfies Record<string, MonkeyAction>;

/* Broadcasts, and the receiver. */

const broadcasts = {
  "broadcasts are lost": lasting(3, ({ server }, x) => {
    server.faults.broadcasts.dropRate = x < 0.5 ? 1 : x;
    return () => (server.faults.broadcasts.dropRate = 0);
  }),
  "broadcasts come twice": lasting(1, ({ server }) => {
    server.faults.broadcasts.duplicateRate = 1;
    return () => (server.faults.broadcasts.duplicateRate = 0);
  }),
  "broadcasts come late and turned around": lasting(2, ({ server }, x) => {
    server.faults.broadcasts.lateRate = 0.7;
    server.faults.broadcasts.lateMilliseconds = x * 60_000;
    server.faults.broadcasts.reversed = true;
    return () => server.faults.broadcasts.clear();
  }),
  "a broadcast is forged": { weight: 4, run: (world, x, y) => forge(world, x, y) },
  "a broadcast is replayed": {
    weight: 4,
    run: async ({ server, internet }, x) => {
      const sent = pick(server.broadcasts, x);
      if (sent !== undefined) await internet.post(sent.delivery).catch(() => undefined);
    },
  },
  "the receiver's secret is changed elsewhere": {
    weight: 1,
    run: (world) => {
      world.noteSecrets();
      const own = ownReceiver(world);
      if (own !== undefined) world.server.account.receivers.rerollSecret(own.urlId);
      world.noteSecrets();
    },
  },
  "the receiver is taken away": {
    weight: 1,
    run: (world, x) => {
      world.noteSecrets();
      const own = ownReceiver(world);
      if (own === undefined) return;
      if (x < 0.4) world.server.loseReceiver({ kind: "deleted" }, own.urlId);
      else if (x < 0.7) world.server.loseReceiver({ kind: "disabled" }, own.urlId);
      else world.server.loseReceiver({ kind: "re-pointed", payloadUri: "https://thief.invalid/b" }, own.urlId);
    },
  },
} satisfies Record<string, MonkeyAction>;

export function ownReceivers({ server }: World) {
  return server.account.receivers.all().filter(({ name }) => name.startsWith("Tallylight"));
}

function ownReceiver(world: World) {
  return ownReceivers(world)[0];
}

/** Signed by somebody who knows the address and even the token, but not the secret. */
async function forge(world: World, x: number, y: number): Promise<void> {
  const own = ownReceiver(world);
  const genuine = pick(world.server.broadcasts, x)?.delivery;
  if (own === undefined || genuine === undefined) return;
  const body = y < 0.5 ? genuine.body : genuine.body.replace(/"sent_at":"[^"]*"/u, `"sent_at":"2030-01-01T00:00:00Z"`);
  const secrets = ["", token, "secret", own.payloadUri, own.secret.slice(1)];
  const forged = signBody(pick(secrets, y) ?? "", Buffer.from(body));
  const headers = Object.fromEntries(
    Object.entries(genuine.headers).map(([name, value]) => [name, /signature/iu.test(name) ? forged : value]),
  );
  const answer = await world.internet.post({ url: own.payloadUri, headers, body }).catch(() => null);
  if (answer !== null && answer.status < 400) world.faults.push(`A forged broadcast was answered ${answer.status}`);
}

export const actions: Readonly<Record<string, MonkeyAction>> = {
  ...elsewhereActions,
  ...verbs,
  ...computer,
  ...network,
  ...server,
  ...broadcasts,
};
