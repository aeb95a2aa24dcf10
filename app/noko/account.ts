import * as v from "valibot";
import type { NokoApi } from "./api.ts";
import { identifier, optionalText } from "./decode.ts";
import { ApiError } from "./errors.ts";
import { readOneOrNull } from "./read-one.ts";
import type { ApiRequester } from "./request.ts";
import type { NokoAccount } from "./resources.ts";

const accountSchema: v.GenericSchema<unknown, NokoAccount> = v.object({ id: identifier, name: optionalText });

/** `GET /v2/account`, as the public API documentation has it. */
export function createAccountCalls(requester: ApiRequester): Pick<NokoApi, "account"> {
  return {
    async account(options) {
      const url = requester.urls.compose("account");
      try {
        return await readOneOrNull(requester, { operation: "get account", method: "GET", url }, accountSchema, options);
      } catch (error) {
        const isForbidden = error instanceof ApiError && error.failure.kind === "forbidden";
        if (!isForbidden) throw error;
        return { value: null, sequence: 0, requestedAt: 0, receivedAt: 0 };
      }
    },
  };
}
