export const minute = 60_000;
/** A clock that was set, or a computer that travels, is noticed after this time at the latest. */
export const longestWait = 60 * minute;

/** What one look at the facts leads to. */
export interface Step<State, Shown> {
  /** To be remembered until the next look. */
  readonly state: State;
  /** What to remind of now. */
  readonly show: Shown | null;
  /** Milliseconds until the next look if nothing else happens, more than 0; null where none is needed. */
  readonly lookIn: number | null;
}
