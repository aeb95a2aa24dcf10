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

/** All but what the window sends to its own page. */
type PublishedEvent = Exclude<EventName, "window:navigate">;

/** Sends every published event. Returns a function that ends that. */
export function publishEvents({ application, control, messages }: EventPorts, send: SendEvent): () => void {
  const sources: Readonly<Record<PublishedEvent, () => () => void>> = {
    "snapshot:changed": () => application.onSnapshot((snapshot) => send("snapshot:changed", messages.news(snapshot))),
    "settings:changed": () => control.onChange((message) => send("settings:changed", message)),
  };
  const ends = Object.values(sources).map((begin) => begin());
  return () => {
    for (const end of ends) end();
  };
}
