/**
 * Carries out a user's verb: one request to the account, whose answer goes into the mirror by the same way as
 * everything else. The server decides; nothing is changed here on a guess.
 */
import type { TimerCommand } from "../contract/command.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Answer, NokoApi, RequestOptions, TimerTarget } from "../noko/api.ts";
import type { NokoTimer } from "../noko/resources.ts";
import type { MirrorEvent, MirrorState } from "../mirror/reducer.ts";

/** The verb needs a timer, and the mirror holds none for that project. */
export class NoSuchTimer extends Error {
  override readonly name = "NoSuchTimer";
}

/**
 * Sends the request that `command` stands for and answers what it did to the mirror.
 * Throws `NoSuchTimer`, or `ApiError` as the client does.
 */
export async function carryOut(
  command: TimerCommand,
  mirror: MirrorState,
  api: NokoApi,
  options: RequestOptions,
): Promise<MirrorEvent> {
  const known = mirror.timers.get(command.projectId)?.resource;
  switch (command.kind) {
    case "start": {
      const { entryDate, description } = command;
      const input = {
        ...(entryDate === undefined ? {} : { entryDate }),
        ...(description === undefined ? {} : { description }),
      };
      return applied(await api.startTimer(target(known, command.projectId), input, options));
    }
    case "describe":
      return applied(await api.describeTimer(target(known, command.projectId), command.description, options));
    case "pause":
      return applied(await api.pauseTimer(existing(known), options));
    case "adjust":
      return applied(await api.addOrSubtractTime(existing(known), command.seconds, options));
    case "log": {
      const { entryDate, minutes, description } = command;
      const input = {
        ...(entryDate === undefined ? {} : { entryDate }),
        ...(minutes === undefined ? {} : { minutes }),
        ...(description === undefined ? {} : { description }),
      };
      return ended(command.projectId, await api.logTimer(existing(known), input, options));
    }
    case "discard":
      return ended(command.projectId, await api.discardTimer(existing(known), options));
    default:
      return assertNever(command, "command");
  }
}

function target(known: NokoTimer | undefined, projectId: number): TimerTarget {
  return known === undefined ? { kind: "project", projectId } : { kind: "timer", timer: known };
}

function existing(known: NokoTimer | undefined): NokoTimer {
  if (known === undefined) throw new NoSuchTimer("There is no timer of that project");
  return known;
}

function applied(answer: Answer<NokoTimer>): MirrorEvent {
  return { kind: "timer", timer: answer.value, sequence: answer.sequence, exchanged: answer, provenance: "own-action" };
}

function ended(projectId: number, answer: Answer<null>): MirrorEvent {
  return { kind: "gone", projectId, sequence: answer.sequence };
}
