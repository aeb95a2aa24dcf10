/**
 * Hands each request to the account whose secret path it names. What names none is answered alike however many
 * accounts are attached; only a request on an account's own path counts as its own.
 */
import type { Intake } from "../broadcast/intake.ts";
import { type Counters, ReasonCounter } from "../broadcast/reasons.ts";
import { type HeadVerdict, type RequestHead, validateHead } from "../broadcast/validate-head.ts";
import type { Verdict } from "../broadcast/verdict.ts";

/** What the listener hands requests to. */
export interface Reception {
  /** First half: what can be decided before a body is read. */
  validateHead(head: RequestHead): HeadDecision;
  /** Notes what never became a request. */
  conclude(verdict: Verdict): void;
  /** Of all accounts together, and of what belongs to none. */
  counters(): Counters;
}

export type HeadDecision = HeadVerdict & {
  /** Second half: the raw bytes of a body whose head was let pass. */
  judge(body: Uint8Array, signature: string): Verdict;
  /** Counts a verdict and lets its effect happen; to be called once, after the answer has been sent. */
  conclude(verdict: Verdict): void;
};

export interface SharedReception extends Reception {
  /**
   * Lets an account in. `onRefused` is called for each request on its own path that was refused, and for each connection
   * that had to go for lack of room: a genuine broadcast may have been among them. Returns a function that detaches it.
   */
  attach(intake: Intake, onRefused?: () => void): () => void;
}

export function createReception(): SharedReception {
  const counter = new ReasonCounter();
  const intakes = new Map<Intake, () => void>();

  return {
    attach: (intake, onRefused = () => undefined) => {
      intakes.set(intake, onRefused);
      return () => void intakes.delete(intake);
    },
    validateHead: (head) => {
      let owner: Intake | null = null;
      let reached = validateHead(head, null, 0);
      // Every account is asked, in the same order: the time taken does not tell which one it was.
      for (const intake of intakes.keys()) {
        const verdict = intake.validateHead(head);
        if (stage(verdict) <= stage(reached)) continue;
        reached = verdict;
        owner = stage(verdict) === ownPath ? intake : null;
      }
      const intake = owner;
      return {
        ...reached,
        judge: (body, signature) => {
          if (intake === null) throw new Error("No body is read for a request that belongs to no account");
          return intake.judge(body, signature);
        },
        conclude: (verdict) => {
          counter.add(verdict.reason);
          if (intake === null) return;
          intake.act(verdict);
          if (verdict.status !== 200) intakes.get(intake)?.();
        },
      };
    },
    conclude: ({ reason }) => {
      counter.add(reason);
      if (reason === "too-many-connections") for (const onRefused of intakes.values()) onRefused();
    },
    counters: () => counter.read(),
  };
}

const ownPath = 3;

/** How far a head came: of several accounts the one that let it come furthest answers. */
function stage(decided: HeadVerdict): number {
  if (decided.kind === "read-body") return ownPath;
  switch (decided.verdict.reason) {
    case "no-host":
      return 0;
    case "wrong-host":
      return 1;
    case "wrong-path":
      return 2;
    default:
      return ownPath;
  }
}
