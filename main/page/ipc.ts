/**
 * What crosses the border to the page. Every request is checked in this order: the sender, the payload, and only
 * then something happens. A refusal is a rejected promise with a plain sentence.
 */
import { ipcMain, type WebContents, type WebFrameMain } from "electron";
import * as v from "valibot";
import {
  type EventChannel,
  type EventContract,
  type RequestChannel,
  type RequestContract,
  requestPayloadSchemas,
} from "../../app/contract/requests.ts";

/** What is looked at to decide who asks. In current Electron `senderFrame` is null once its page is gone. */
export interface RequestSender {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

export type RequestHandlers = {
  readonly [Channel in RequestChannel]: (
    payload: RequestContract[Channel]["payload"],
  ) => RequestContract[Channel]["answer"] | Promise<RequestContract[Channel]["answer"]>;
};

/** Answers the page's requests; returns what ends that. */
export function handleRequests(handlers: RequestHandlers, isTrusted: (sender: RequestSender) => boolean): () => void {
  const channels = Object.keys(requestPayloadSchemas).filter(isRequestChannel);
  for (const channel of channels) handle(channel, handlers, isTrusted);
  return () => {
    for (const channel of channels) ipcMain.removeHandler(channel);
  };
}

/**
 * To be called after a library that opens channels of its own was used: electron-store's would tell whoever asks
 * where our files are.
 */
export function closeForeignChannels(): void {
  ipcMain.removeAllListeners();
}

function handle<Channel extends RequestChannel>(
  channel: Channel,
  handlers: Pick<RequestHandlers, Channel>,
  isTrusted: (sender: RequestSender) => boolean,
): void {
  const schema: v.GenericSchema<unknown, RequestContract[Channel]["payload"]> = requestPayloadSchemas[channel];
  ipcMain.handle(channel, async (event, ...payload: readonly unknown[]) => {
    if (!isTrusted(event)) throw new Error(`${channel} was refused: it did not come from Tallylight's own page.`);
    const decoded = v.safeParse(schema, payload[0]);
    if (payload.length > 1 || !decoded.success) throw new Error(`${channel} was refused: its payload is malformed.`);
    return handlers[channel](decoded.output);
  });
}

function isRequestChannel(name: string): name is RequestChannel {
  return name in requestPayloadSchemas;
}

/** Only the page that we loaded into our own window, never a frame inside of it. */
export function createSenderCheck(
  ownContents: () => WebContents | null,
  isOwnUrl: (url: string) => boolean,
): (sender: RequestSender) => boolean {
  return ({ sender, senderFrame }) => {
    const own = ownContents();
    if (own === null || sender !== own || senderFrame === null) return false;
    return senderFrame === own.mainFrame && isOwnUrl(senderFrame.url);
  };
}

/** Tells the page something; a window that is on its way out hears nothing. */
export function sendEvent<Channel extends EventChannel>(
  contents: WebContents,
  channel: Channel,
  message: EventContract[Channel],
): void {
  if (!contents.isDestroyed()) contents.send(channel, message);
}
