/** Runs beside the page in its sandbox: fixed functions, nothing of Electron itself. */
import { contextBridge, ipcRenderer } from "electron";
import type { Bridge, EventChannel, EventContract, RequestChannel, RequestContract } from "../app/contract/ipc.ts";

type PayloadArguments<Channel extends RequestChannel> = RequestContract[Channel]["payload"] extends undefined
  ? []
  : [payload: RequestContract[Channel]["payload"]];

function request<Channel extends RequestChannel>(
  channel: Channel,
  ...payload: PayloadArguments<Channel>
): Promise<RequestContract[Channel]["answer"]> {
  return ipcRenderer.invoke(channel, ...payload);
}

/** The page never sees Electron's event object; without the removal every reload would leave a listener behind. */
function subscribe<Channel extends EventChannel>(
  channel: Channel,
  listener: (message: EventContract[Channel]) => void,
): () => void {
  const forward = (_event: unknown, message: EventContract[Channel]): void => listener(message);
  ipcRenderer.on(channel, forward);
  return () => void ipcRenderer.removeListener(channel, forward);
}

const bridge: Bridge = {
  getSnapshot: () => request("snapshot:get"),
  onSnapshot: (listener) => subscribe("snapshot:changed", listener),
  dispatch: (command) => request("command:dispatch", command),
  signIn: (token) => request("account:sign-in", { token }),
  startDemo: () => request("account:start-demo"),
  signOut: () => request("account:sign-out"),
  hideWindow: () => request("window:hide"),
};

contextBridge.exposeInMainWorld("tallylight", bridge);
