import { expect, test } from "vitest";
import type { Refusal } from "../../../app/link/link.ts";
import { refusalOf } from "../../../app/link/refusal.ts";
import type { ApiFailure } from "../../../app/noko/errors.ts";
import { errorFromStatus } from "../../../app/noko/status.ts";

test.each<readonly [ApiFailure, Refusal | null]>([
  [{ kind: "offline" }, "unreachable"],
  [{ kind: "timeout" }, "unreachable"],
  [{ kind: "proxy-wants-credentials" }, "stopped-by-proxy"],
  [{ kind: "certificate-refused", fault: "wrong-name" }, "certificate-wrong-name"],
  [{ kind: "unreadable-answer", at: "body" }, "answer-unreadable"],
  [{ kind: "redirected-elsewhere" }, "led-elsewhere"],
  [{ kind: "foreign-url" }, "led-elsewhere"],
  [{ kind: "invalid", fields: [] }, "account-fails"],
  [{ kind: "cancelled" }, null],
])("%j says of the link: %s", (failure, expected) => expect(refusalOf(failure)).toBe(expected));

test.each<readonly [number, Refusal | null]>([
  [400, "account-fails"],
  [401, "token-rejected"],
  [403, "account-refuses"],
  [404, "account-fails"],
  [418, "account-fails"],
  [429, null],
  [500, "account-fails"],
  [502, "account-fails"],
  [503, "account-locked"],
  [504, "account-fails"],
])("an answer of %i says of the link: %s", (status, expected) => {
  expect(refusalOf(errorFromStatus(status, "").failure)).toBe(expected);
});
