import type { Application } from "../contract/application.ts";
import type { EventMessage, EventName } from "../contract/requests.ts";
import type { SettingsControl } from "../settings/settings-control.ts";
import type { SnapshotMessages } from "./snapshot-messages.ts";

/** How a transport sends an event to its clients. */
export type SendEvent = <Name extends EventName>(name: Name, message: EventMessage<Name>) => void;

export interface EventPorts {
  readonly application: Pick<Application, "onSnapshot">;
  readonly control: Pick<SettingsControl, "onChange">;
  readonly messages: Pick<SnapshotMessages, "news">;
}

/** Sends every change of the snapshot and of the settings. Returns a function that ends that. */
export function publishEvents({ application, control, messages }: EventPorts, send: SendEvent): () => void {
  const ends = [
    application.onSnapshot((snapshot) => send("snapshot:changed", messages.news(snapshot))),
    control.onChange((message) => send("settings:changed", message)),
  ];
  return () => {
    for (const end of ends) end();
  };
}
