/** Runs beside the page in its sandbox: fixed functions, nothing of Electron itself. */
import { contextBridge, ipcRenderer } from "electron";
import type {
  Bridge,
  EventChannel,
  EventContract,
  RequestChannel,
  RequestContract,
  WindowView,
} from "../../app/contract/requests.ts";

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

/** The main process says where to go as soon as there is a page, which may be before the page listens. */
let unheard: WindowView | null = null;
let stopKeeping = subscribe("window:navigate", (view) => (unheard = view));

function onNavigate(listener: (view: WindowView) => void): () => void {
  stopKeeping();
  stopKeeping = () => undefined;
  const view = unheard;
  unheard = null;
  if (view !== null) listener(view);
  return subscribe("window:navigate", listener);
}

const bridge: Bridge = {
  getSnapshot: () => request("snapshot:get"),
  onSnapshot: (listener) => subscribe("snapshot:changed", listener),
  dispatch: (command) => request("command:dispatch", command),
  signIn: (token) => request("account:sign-in", { token }),
  startDemo: () => request("account:start-demo"),
  signOut: () => request("account:sign-out"),
  hideWindow: () => request("window:hide"),
  keepWindow: (wanted) => request("window:keep", { wanted }),
  getSettings: () => request("settings:get"),
  onSettings: (listener) => subscribe("settings:changed", listener),
  changeSettings: (patch) => request("settings:change", patch),
  readDiagnostics: () => request("diagnostics:read"),
  copyDiagnostics: () => request("diagnostics:copy"),
  openLogs: () => request("diagnostics:open-logs"),
  openHelp: (page) => request("help:open", page),
  onNavigate,
};

contextBridge.exposeInMainWorld("tallylight", bridge);
