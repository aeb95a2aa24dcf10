import * as v from "valibot";
import {
  type Caller,
  isRequestName,
  type RequestAnswer,
  type RequestName,
  type RequestPayload,
  requests,
} from "../contract/requests.ts";
import type { RequestHandlers } from "./handlers.ts";

/**
 * Decodes a request of any transport and carries it out. The transport has checked who asks. A refusal is a rejected
 * promise with a plain sentence; nothing has happened then.
 */
export async function answerRequest(
  handlers: RequestHandlers,
  name: string,
  payload: readonly unknown[],
  caller: Caller,
): Promise<unknown> {
  if (!isRequestName(name)) throw new Error("The request was refused: there is none of that name.");
  return answer(handlers, name, payload, caller);
}

function answer<Name extends RequestName>(
  handlers: Pick<RequestHandlers, Name>,
  name: Name,
  payload: readonly unknown[],
  caller: Caller,
): RequestAnswer<Name> | Promise<RequestAnswer<Name>> {
  const schema: v.GenericSchema<unknown, RequestPayload<Name>> = requests[name].payload;
  const decoded = v.safeParse(schema, payload[0]);
  if (payload.length > 1 || !decoded.success) throw new Error(`${name} was refused: its payload is malformed.`);
  return handlers[name](decoded.output, caller);
}
