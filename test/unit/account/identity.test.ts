import { expect, test } from "vitest";
import { accountIdOf, askIdentity, provisionalIdOf } from "../../../app/account/identity.ts";
import { userExample } from "../../support/documentation-examples.ts";
import { byUser, createHarness } from "../../support/noko-harness.ts";

const apiUrl = "https://api.nokotime.com/v2";
const identity = { apiUrl, accountId: 1, userId: 5538 };

test("one person of one company at one address has one id, whatever the base path and the token", () => {
  const id = accountIdOf(identity);
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(accountIdOf({ ...identity, apiUrl: "https://api.nokotime.com/v3" })).toBe(id);
  const others = [
    accountIdOf({ ...identity, apiUrl: "https://api.example.com/v2" }),
    accountIdOf({ ...identity, accountId: 2 }),
    accountIdOf({ ...identity, accountId: null }),
    accountIdOf({ ...identity, userId: 5539 }),
    provisionalIdOf(apiUrl, "a-token"),
    provisionalIdOf(apiUrl, "another-token"),
  ];
  expect(new Set([id, ...others]).size).toBe(7);
});

test.each([
  [200, { id: 1, name: "testit" }, 1],
  [403, { message: "Forbidden" }, null],
  [404, { message: "Not Found" }, null],
])("an account that answers %i", async (status, json, accountId) => {
  const { api, finish } = createHarness(({ url }) =>
    url.endsWith("/account") ? { status, json } : { status: 200, json: userExample },
  );
  const asked = await finish(askIdentity(api, apiUrl, byUser));
  expect(asked).toEqual({ id: accountIdOf({ apiUrl, accountId, userId: 5538 }), name: "John Test" });
});

test("an account that cannot be asked now leaves the identity open", async () => {
  const { api, failureOf } = createHarness(({ url }) =>
    url.endsWith("/account") ? { status: 503 } : { status: 200, json: userExample },
  );
  expect(await failureOf(askIdentity(api, apiUrl, byUser))).toMatchObject({ kind: "account-locked" });
});
