import type { InvalidField } from "../contract/problem.ts";

/** Why the account refuses an operation. The HTTP side turns each into the documented status. */
export type Refusal =
  | { readonly kind: "not-found"; readonly what: string }
  | { readonly kind: "invalid"; readonly errors: readonly InvalidField[] };

export class DemoRefusal extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(describeRefusal(refusal));
    this.name = "DemoRefusal";
    this.refusal = refusal;
  }
}

export function notFound(what: string): DemoRefusal {
  return new DemoRefusal({ kind: "not-found", what });
}

export function invalid(...errors: readonly InvalidField[]): DemoRefusal {
  return new DemoRefusal({ kind: "invalid", errors });
}

function describeRefusal(refusal: Refusal): string {
  if (refusal.kind === "not-found") return `The demo account has no ${refusal.what}`;
  return `Validation failed: ${refusal.errors.map((error) => `${error.resource} ${error.field} ${error.code}`).join(", ")}`;
}
