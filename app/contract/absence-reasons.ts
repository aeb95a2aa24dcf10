/** How a computer is left, in the order of the preferences. The journal, the settings and the texts go by this list. */
export const absenceReasons = ["idle", "lock", "sleep", "shutdown"] as const;

export type AbsenceReason = (typeof absenceReasons)[number];

/** What this computer must be able to do for a rule about it to work; null for nothing. */
export const absenceNeeds = {
  idle: "idleSource",
  lock: "lockSignal",
  sleep: null,
  shutdown: null,
} as const satisfies Readonly<Record<AbsenceReason, string | null>>;

/** The timer runs on; it is paused; it runs on, and the user is asked about that time. */
export const absenceRuleNames = ["keep", "pause", "ask"] as const;
