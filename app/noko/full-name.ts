import type { CurrentUser } from "./resources.ts";

/** First and last name, as far as the account has them; empty where it has neither. */
export function fullName(user: Pick<CurrentUser, "firstName" | "lastName">): string {
  return [user.firstName, user.lastName].filter((part) => part !== null && part !== "").join(" ");
}
