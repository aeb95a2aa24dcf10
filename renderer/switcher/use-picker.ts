import { runningTimer } from "../../app/contract/snapshot.ts";
import { useId, useState } from "react";
import type { Command } from "../../app/contract/command.ts";
import { switcherTexts } from "../../app/texts/switcher.ts";
import type { Project } from "../../app/model/project.ts";
import { type Timer } from "../../app/model/timer.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { type Favourites, useFavourites } from "./use-favourites.ts";
import type { Switcher } from "./use-switcher.ts";

/** What the switcher's field and list share: their ids, what they do, and the start that is under way. */
export interface Picker {
  readonly switcher: Switcher;
  readonly listId: string;
  readonly busyProjectId: number | null;
  readonly favourites: Favourites;
  readonly running: Timer | null;
  /** What was done that can't be seen by everybody: for screen readers. */
  readonly said: string;
  readonly start: (projectId: number) => void;
  /** Logs what runs before it starts the other. */
  readonly logAndStart: (projectId: number) => void;
  readonly toggleFavourite: (project: Project) => void;
}

export function usePicker(switcher: Switcher, timers: readonly Timer[], onStarted: () => void): Picker {
  const { bridge } = useWindowPorts();
  const listId = useId();
  const favourites = useFavourites();
  const [busyProjectId, setBusyProjectId] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const running = runningTimer({ timers }) ?? null;

  async function dispatch(command: Extract<Command, { kind: "start" | "log-and-start" }>): Promise<void> {
    if (busyProjectId !== null) return;
    setBusyProjectId(command.projectId);
    try {
      const result = await bridge.dispatch(command);
      // After a failure the typed letters stay: Enter is then the next try.
      if (result.kind === "done") {
        switcher.close();
        onStarted();
      }
    } catch {
      // The command did not get through: as before the press.
    } finally {
      setBusyProjectId(null);
    }
  }

  return {
    switcher,
    listId,
    busyProjectId,
    favourites,
    running,
    said,
    start: (projectId) => {
      if (projectId !== running?.projectId) {
        void dispatch({ kind: "start", projectId });
        return;
      }
      switcher.close();
      onStarted();
    },
    logAndStart: (projectId) =>
      void dispatch(running === null ? { kind: "start", projectId } : { kind: "log-and-start", projectId }),
    toggleFavourite: ({ id, name }) => {
      setSaid(favourites.has(id) ? switcherTexts.isNoFavourite(name) : switcherTexts.isFavourite(name));
      favourites.toggle(id);
    },
  };
}
