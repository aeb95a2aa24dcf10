/** The part of a project that a timer needs, wherever it came from. */
export interface Project {
  readonly id: number;
  readonly name: string;
  /** Its project group's name; null where it has none, or where the account did not say (as in a timer). */
  readonly group: string | null;
  /** `#rrggbb`, or null where the account set none or sent something that is not a colour. */
  readonly color: string | null;
  /** Logged minutes are rounded up to a multiple of this; null when unknown (then nothing is promised). */
  readonly billingIncrement: number | null;
  readonly billable: boolean;
  readonly enabled: boolean;
}
