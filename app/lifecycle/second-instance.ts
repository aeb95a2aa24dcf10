export interface SecondInstancePorts {
  readonly isQuitting: () => boolean;
  /** Has the app started again once this process has ended. */
  readonly relaunch: () => void;
  readonly show: () => void;
}

/**
 * Somebody starts the app that runs already, which ends the second one. Where the first is about to end as well, as long
 * as the account takes to be told, neither would be left: then it begins anew.
 */
export function createSecondInstance({ isQuitting, relaunch, show }: SecondInstancePorts): () => void {
  let comesBack = false;
  return () => {
    if (!isQuitting()) return show();
    if (!comesBack) relaunch();
    comesBack = true;
  };
}
