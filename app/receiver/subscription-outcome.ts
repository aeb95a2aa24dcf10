import { ApiError, type ApiFailure } from "../noko/errors.ts";
import type { Subscription } from "../noko/resources.ts";

export type SubscriptionOutcome =
  /** One enabled subscription of this installation points at our URL. `changed`: something had to be done for it. */
  | {
      readonly kind: "ready";
      readonly subscription: Subscription;
      readonly secret: string;
      readonly changed: boolean;
      /** It was not there before. */
      readonly created: boolean;
    }
  /** 403: no permission, or the account lacks the feature. */
  | { readonly kind: "forbidden" }
  /** 401: all calls should stop until a new sign-in. */
  | { readonly kind: "token-rejected" }
  | { readonly kind: "failed"; readonly failure: ApiFailure };

export type RemovalOutcome =
  | { readonly kind: "done" }
  /** It may still be there. What was kept here is forgotten all the same where that was asked for. */
  | { readonly kind: "failed"; readonly failure: ApiFailure };

/** Only the API's own errors become outcomes; anything else is a bug, and is thrown on. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiError) return error.failure;
  throw error;
}

export function outcomeOfFailure(failure: ApiFailure): SubscriptionOutcome {
  switch (failure.kind) {
    case "forbidden":
    case "token-rejected":
      return { kind: failure.kind };
    default:
      return { kind: "failed", failure };
  }
}
