/**
 * The page's transport of the requests and events. Every request is checked in this order: the sender, the payload, and
 * only then something happens. A refusal is a rejected promise with a plain sentence.
 */
import { ipcMain, type WebContents, type WebFrameMain } from "electron";
import { type EventMessage, type EventName, requests } from "../../app/contract/requests.ts";
import { answerRequest } from "../../app/requests/answer-request.ts";
import type { RequestHandlers } from "../../app/requests/handlers.ts";

/** By what the sender is judged. In current Electron `senderFrame` is null once its page is gone. */
export interface RequestSender {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

/** Answers the page's requests, each as one that a person made. Returns a function that ends that. */
export function handleRequests(handlers: RequestHandlers, isTrusted: (sender: RequestSender) => boolean): () => void {
  const channels = Object.keys(requests);
  for (const channel of channels) {
    ipcMain.handle(channel, (event, ...payload: readonly unknown[]) => {
      if (!isTrusted(event)) throw new Error(`${channel} was refused: it did not come from Tallylight's own page.`);
      return answerRequest(handlers, channel, payload, { origin: "person" });
    });
  }
  return () => {
    for (const channel of channels) ipcMain.removeHandler(channel);
  };
}

/** For a library that opens channels of its own: electron-store's would tell any page where our files are. */
export function closeForeignChannels(): void {
  ipcMain.removeAllListeners();
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

/** Sends the page an event; a window that is being destroyed gets none. */
export function sendEvent<Name extends EventName>(
  contents: WebContents,
  name: Name,
  message: EventMessage<Name>,
): void {
  if (!contents.isDestroyed()) contents.send(name, message);
}
