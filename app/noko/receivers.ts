import * as v from "valibot";
import type { Answer, NokoApi, RequestOptions } from "./api.ts";
import { decode, identifier, optionalText, parseJson, requiredText, requiredUrl } from "./decode.ts";
import { readList } from "./pagination.ts";
import { readOne, readOneOrNull } from "./read-one.ts";
import type { ApiRequest, ApiRequester } from "./request.ts";
import type { BroadcastReceiver, BroadcastReceiverWithSecret } from "./resources.ts";

export const receiverSchema: v.GenericSchema<unknown, BroadcastReceiver> = v.pipe(
  v.object({
    id: identifier,
    name: requiredText,
    url: requiredUrl,
    state: optionalText,
    subjects: v.nullish(v.array(v.string()), []),
    payload_uri: optionalText,
    add_subjects_url: optionalText,
    remove_subjects_url: optionalText,
    reroll_secret_url: optionalText,
    enable_url: optionalText,
    disable_url: optionalText,
  }),
  v.transform((raw): BroadcastReceiver => ({
    id: raw.id,
    name: raw.name,
    url: raw.url,
    state: raw.state === "enabled" || raw.state === "disabled" ? raw.state : "unknown",
    subjects: raw.subjects,
    payloadUri: raw.payload_uri,
    addSubjectsUrl: raw.add_subjects_url,
    removeSubjectsUrl: raw.remove_subjects_url,
    rerollSecretUrl: raw.reroll_secret_url,
    enableUrl: raw.enable_url,
    disableUrl: raw.disable_url,
  })),
);

const secretSchema = v.object({ secret: v.pipe(v.string(), v.nonEmpty()) });

type ReceiverCalls = Pick<
  NokoApi,
  | "listReceivers"
  | "getReceiver"
  | "createReceiver"
  | "updateReceiver"
  | "addReceiverSubjects"
  | "removeReceiverSubjects"
  | "rerollReceiverSecret"
  | "enableReceiver"
  | "disableReceiver"
  | "deleteReceiver"
>;

/**
 * Broadcast receivers, as the public API documentation has them. In its own example a receiver's `id` and the
 * one in its URL differ, so receivers are addressed by their URLs alone.
 */
export function createReceiverCalls(requester: ApiRequester): ReceiverCalls {
  const receiverFrom = (request: ApiRequest, options: RequestOptions): Promise<Answer<BroadcastReceiver>> =>
    readOne(requester, request, receiverSchema, options);

  async function nothingFrom(request: ApiRequest, options: RequestOptions): Promise<Answer<null>> {
    return (await requester.send(request, options)).as(null);
  }

  return {
    listReceivers: (filters, options) =>
      readList(
        requester,
        {
          operation: "list receivers",
          path: "broadcast_receivers",
          query: { name: filters.name, subjects: filters.subjects, state: filters.state },
          item: receiverSchema,
        },
        options,
      ),
    getReceiver: (url, options) =>
      readOneOrNull(requester, { operation: "get receiver", method: "GET", url }, receiverSchema, options),
    async createReceiver(input, options) {
      const body = { name: input.name, payload_uri: input.payloadUri, subjects: input.subjects };
      // The documentation writes this address with a slash at its end.
      const url = requester.urls.compose("broadcast_receivers/");
      const answer = await requester.send({ operation: "create receiver", method: "POST", url, body }, options);
      const json = parseJson(answer.body);
      const created: BroadcastReceiverWithSecret = { ...decode(receiverSchema, json), ...decode(secretSchema, json) };
      return answer.as(created);
    },
    updateReceiver: (receiver, input, options) =>
      receiverFrom(
        {
          operation: "update receiver",
          method: "PUT",
          url: receiver.url,
          body: { name: input.name, payload_uri: input.payloadUri },
        },
        options,
      ),
    addReceiverSubjects: (receiver, subjects, options) =>
      receiverFrom(
        {
          operation: "add subjects",
          method: "PUT",
          url: receiver.addSubjectsUrl ?? `${receiver.url}/add_subjects`,
          body: { subjects },
        },
        options,
      ),
    removeReceiverSubjects: (receiver, subjects, options) =>
      receiverFrom(
        {
          operation: "remove subjects",
          method: "PUT",
          url: receiver.removeSubjectsUrl ?? `${receiver.url}/remove_subjects`,
          body: { subjects },
        },
        options,
      ),
    async rerollReceiverSecret(receiver, options) {
      const url = receiver.rerollSecretUrl ?? `${receiver.url}/reroll_secret`;
      const answer = await requester.send({ operation: "re-roll secret", method: "PUT", url }, options);
      return answer.as(decode(secretSchema, parseJson(answer.body)).secret);
    },
    enableReceiver: (receiver, options) =>
      nothingFrom(
        { operation: "enable receiver", method: "PUT", url: receiver.enableUrl ?? `${receiver.url}/enable` },
        options,
      ),
    disableReceiver: (receiver, options) =>
      nothingFrom(
        { operation: "disable receiver", method: "PUT", url: receiver.disableUrl ?? `${receiver.url}/disable` },
        options,
      ),
    deleteReceiver: (receiver, options) =>
      nothingFrom({ operation: "delete receiver", method: "DELETE", url: receiver.url, mayBeMissing: true }, options),
  };
}
