import type * as v from "valibot";
import type { Answer, RequestOptions } from "./api.ts";
import { decode, parseJson } from "./decode.ts";
import type { ApiRequest, ApiRequester } from "./request.ts";

/** Sends a request that is answered with one thing. Throws `ApiError`: what any request may, or `unreadable-answer`. */
export async function readOne<T>(
  requester: ApiRequester,
  request: ApiRequest,
  schema: v.GenericSchema<unknown, T>,
  options: RequestOptions,
): Promise<Answer<T>> {
  const answer = await requester.send(request, options);
  return answer.as(decode(schema, parseJson(answer.body)));
}

/** The same for what may be gone: null then. */
export async function readOneOrNull<T>(
  requester: ApiRequester,
  request: ApiRequest,
  schema: v.GenericSchema<unknown, T>,
  options: RequestOptions,
): Promise<Answer<T | null>> {
  const answer = await requester.send({ ...request, mayBeMissing: true }, options);
  return answer.as(answer.status === 404 ? null : decode(schema, parseJson(answer.body)));
}
