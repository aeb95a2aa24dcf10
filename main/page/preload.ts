/** Runs beside the page in its sandbox: fixed functions, nothing of Electron itself. */
import { contextBridge, ipcRenderer } from "electron";
import { localeArgument } from "../../app/contract/locale-argument.ts";
import type {
  Bridge,
  EventMessage,
  EventName,
  RequestAnswer,
  RequestArguments,
  RequestName,
  Subscribe,
  WindowView,
} from "../../app/contract/requests.ts";

function request<Name extends RequestName>(
  name: Name,
): (...payload: RequestArguments<Name>) => Promise<RequestAnswer<Name>> {
  return (...payload) => ipcRenderer.invoke(name, ...payload);
}

/** The page never sees Electron's event object; without the removal every reload would leave a listener behind. */
function subscription<Name extends EventName>(name: Name): Subscribe<EventMessage<Name>> {
  return (listener) => {
    const forward = (_event: unknown, message: EventMessage<Name>): void => listener(message);
    ipcRenderer.on(name, forward);
    return () => void ipcRenderer.removeListener(name, forward);
  };
}

const onWindowNavigate = subscription("window:navigate");
/** The main process names the view as soon as there is a page, which may be before the page listens. */
let early: WindowView | null = null;
let stopKeeping = onWindowNavigate((view) => (early = view));

function onNavigate(listener: (view: WindowView) => void): () => void {
  stopKeeping();
  stopKeeping = () => undefined;
  const view = early;
  early = null;
  if (view !== null) listener(view);
  return onWindowNavigate(listener);
}

const bridge: Bridge = {
  locale: process.argv.find((text) => text.startsWith(localeArgument))?.slice(localeArgument.length) ?? "en-US",
  getSnapshot: request("snapshot:get"),
  onSnapshot: subscription("snapshot:changed"),
  dispatch: request("command:dispatch"),
  readDays: request("days:read"),
  signIn: request("account:sign-in"),
  startDemo: request("account:start-demo"),
  signOut: request("account:sign-out"),
  hideWindow: request("window:hide"),
  keepWindow: request("window:keep"),
  getSettings: request("settings:get"),
  onSettings: subscription("settings:changed"),
  changeSettings: request("settings:change"),
  readDiagnostics: request("diagnostics:read"),
  copyDiagnostics: request("diagnostics:copy"),
  openLogs: request("diagnostics:open-logs"),
  checkForUpdates: request("updates:check"),
  openHelp: request("help:open"),
  onNavigate,
};

contextBridge.exposeInMainWorld("tallylight", bridge);
