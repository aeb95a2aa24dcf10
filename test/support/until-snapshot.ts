import type { Application } from "../../app/contract/application.ts";
import type { Snapshot } from "../../app/contract/snapshot.ts";

/** Resolves with the first snapshot that fits; the test's own time limit ends a wait in vain. */
export function untilSnapshot(
  shown: Pick<Application, "snapshot" | "onSnapshot">,
  fits: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> {
  return new Promise((resolve) => {
    const check = (snapshot: Snapshot): void => {
      if (!fits(snapshot)) return;
      unsubscribe();
      resolve(snapshot);
    };
    const unsubscribe = shown.onSnapshot(check);
    check(shown.snapshot());
  });
}
