/** Something that listens while it is wanted. */
export interface SwitchedWatch {
  /** Rejects where listening could not begin; the next `true` tries again. */
  set(wanted: boolean): Promise<void>;
}

/** `begin` answers what ends it. One change comes after the other, however fast they are asked for. */
export function createSwitchedWatch(begin: () => Promise<() => void>): SwitchedWatch {
  let end: (() => void) | null = null;
  let turn: Promise<void> = Promise.resolve();

  async function change(wanted: boolean): Promise<void> {
    if (wanted === (end !== null)) return;
    if (wanted) {
      end = await begin();
    } else {
      end?.();
      end = null;
    }
  }

  return {
    set(wanted) {
      const changed = turn.then(() => change(wanted));
      turn = changed.catch(() => undefined);
      return changed;
    },
  };
}
