/** Storms of random faults against whole lives of the app, with a quiet after each. What was done is a trace, which can be replayed. */
import type { RecordedRequest } from "../support/noko/request-log.ts";
import { seededRandom } from "../support/seeded-random.ts";
import type { Random } from "../../app/platform/ports.ts";
import { actions } from "./actions.ts";
import { checkAlways, Divergence, idle, type Quiet, settle } from "./quiet.ts";
import { World } from "./world.ts";

/** One line of a trace. */
export type Step =
  | { readonly kind: "act"; readonly after: number; readonly action: string; readonly x: number; readonly y: number }
  | { readonly kind: "quiet" }
  | { readonly kind: "idle" };

export interface Trace {
  readonly seed: number;
  readonly steps: readonly Step[];
}

export interface Outcome {
  readonly steps: number;
  /** Null where nothing diverged. */
  readonly divergence: string | null;
  readonly quiets: readonly Quiet[];
  readonly simulatedSeconds: number;
  readonly lives: number;
  readonly verbs: Readonly<Record<string, number>>;
  readonly requests: number;
}

/** The next step, or null for the end. */
type Source = () => Step | null;

/** Chooses as the seed says until `isOver`, asked after each quiet. */
export function chosenSteps(seed: number, isOver: (quiets: number) => boolean): Source {
  const random = seededRandom(seed * 7 + 3);
  const names = Object.keys(actions);
  const total = Object.values(actions).reduce((sum, { weight }) => sum + weight, 0);
  let left = stormLength(random);
  let quiets = 0;
  const someAction = (): string => {
    let dice = random.fraction() * total;
    return names.find((name) => (dice -= actions[name]?.weight ?? 0) < 0) ?? "refreshes";
  };
  return () => {
    if (left > 0) {
      left -= 1;
      const after = Math.round(random.fraction() ** 3 * 15_000);
      return { kind: "act", after, action: someAction(), x: random.fraction(), y: random.fraction() };
    }
    if (isOver(quiets)) return null;
    quiets += 1;
    left = stormLength(random);
    return { kind: quiets % 20 === 0 ? "idle" : "quiet" };
  };
}

function stormLength(random: Random): number {
  return 5 + Math.floor(random.fraction() * 40);
}

export function replayedSteps({ steps }: Trace): Source {
  const left = [...steps];
  return () => left.shift() ?? null;
}

/** Calls `onStep` before each step, so that what was done is known even of a run that never ends. */
export async function runMonkey(
  seed: number,
  next: Source,
  onStep: (step: Step) => void = () => undefined,
): Promise<Outcome> {
  const world = new World(seed);
  let steps = 0;
  const quiets: Quiet[] = [];
  const rate = watchRate(world);
  let divergence: string | null = null;
  world.start();
  await world.clock.advance(1_000);
  world.signIn();
  await world.clock.advance(20_000);
  try {
    for (let step = next(); step !== null; step = next()) {
      steps += 1;
      onStep(step);
      await carryOut(world, step, quiets);
      checkAlways(world);
      const tooFast = rate.problem();
      if (tooFast !== null) throw new Divergence(tooFast);
    }
    await world.quit();
  } catch (error) {
    if (!(error instanceof Divergence)) throw error;
    divergence = error.message;
  }
  world.kill();
  world.server.stop();
  return {
    steps,
    divergence,
    quiets,
    simulatedSeconds: Math.round(world.clock.passed / 1_000),
    lives: world.lives,
    verbs: world.ledger.counts,
    requests: rate.count(),
  };
}

async function carryOut(world: World, step: Step, quiets: Quiet[]): Promise<void> {
  switch (step.kind) {
    case "act":
      await world.clock.advance(step.after);
      return actions[step.action]?.run(world, step.x, step.y);
    case "quiet":
      quiets.push(await settle(world));
      return;
    default:
      quiets.push(await settle(world));
      return idle(world);
  }
}

/** Never more than two requests arrive within a second of one life, and the server never has to refuse one for that. */
function watchRate(world: World): { count(): number; problem(): string | null } {
  let count = 0;
  let problem: string | null = null;
  let latest: readonly { readonly at: number; readonly life: number }[] = [];
  world.server.onRequest(({ monotonicAt, method, path }: RecordedRequest) => {
    count += 1;
    latest = [...latest, { at: monotonicAt, life: world.lives }].slice(-3);
    const [first, , third] = latest;
    if (first === undefined || third === undefined || first.life !== third.life) return;
    const took = third.at - first.at;
    if (took < 1_000) problem ??= `three requests within ${took} ms, the last ${method} ${path}`;
  });
  return { count: () => count, problem: () => problem };
}
