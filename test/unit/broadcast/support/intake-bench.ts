import {
  type AcceptedRequests,
  acceptedRequests,
  withPublicUrl,
  withSecret,
} from "../../../../app/broadcast/accepted-requests.ts";
import { createIntake, type Intake, type IntakeOptions } from "../../../../app/broadcast/intake.ts";
import { broadcastReader } from "../../../../app/broadcast/reader.ts";
import type { Effect } from "../../../../app/broadcast/verdict.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { sampleHost, samplePath, sampleProbeKey, sampleSecret } from "./sample-broadcast.ts";

export interface IntakeBench {
  readonly clock: FakeClock;
  readonly intake: Intake;
  readonly effects: readonly Effect[];
}

export function sampleAccess(publicUrl = `https://${sampleHost}`): AcceptedRequests {
  return withPublicUrl(withSecret(acceptedRequests(samplePath, sampleProbeKey), sampleSecret, 0), publicUrl, 0);
}

/** An intake that knows the sample's path, secret and host, on a clock that stands still. */
export function createIntakeBench(options: Partial<IntakeOptions> = {}): IntakeBench {
  const clock = new FakeClock();
  const effects: Effect[] = [];
  const intake = createIntake({
    clock,
    clockOffset: () => null,
    reader: broadcastReader((url) => url.startsWith("https://api.nokotime.com/v2/")),
    onEffect: (effect) => void effects.push(effect),
    ...options,
  });
  intake.configure(sampleAccess());
  return { clock, intake, effects };
}
