import { type RefObject, useEffect, useRef } from "react";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { useCommandKeys, useTypeAhead } from "../focus/use-window-keys.ts";
import type { View } from "../navigation/view.ts";
import { useFavourites } from "../switcher/use-favourites.ts";
import { type Picker, usePicker } from "../switcher/use-picker.ts";
import { type Switcher, useSwitcher } from "../switcher/use-switcher.ts";
import { useWindowSize } from "../ui/use-window-size.ts";

export interface MainSwitcher {
  readonly switcher: Switcher;
  readonly picker: Picker;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly lists: RefObject<HTMLDivElement | null>;
  /** A shortcut opened it, so that it has the whole window. */
  readonly called: boolean;
  /** Draws more rows where the end of the list comes near. */
  readonly growNearEnd: () => void;
  /** Esc in an empty field; false where the key goes on to the window, which then hides. */
  readonly leaveField: () => boolean;
}

/** The switcher as a part of the main screen: its field, its keys, and what a start does to the window. */
export function useMainSwitcher(snapshot: Snapshot, view: View, summoned: boolean): MainSwitcher {
  const { bridge, go, leave } = useWindowPorts();
  const { projects, timers } = snapshot;
  const field = useRef<HTMLInputElement>(null);
  const lists = useRef<HTMLDivElement>(null);
  const called = view.kind === "quick-switcher";
  const favourites = useFavourites().ids;
  const switcher = useSwitcher({ projects, timers, favourites, recent: snapshot.recentProjects, called });
  const picker = usePicker(switcher, timers, () => {
    // A shortcut was pressed in another program, which comes back to the front.
    if (leave(view) && called && summoned) bridge.hideWindow().catch(() => undefined);
  });
  useEffect(() => {
    if (called) field.current?.focus();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- called once more, it takes the focus once more
  }, [called, view]);
  useTypeAhead(field, () => switcher.move(1));
  useCommandKeys({
    k: () => go({ kind: "quick-switcher" }),
    z: () => {
      if (snapshot.undo !== null) bridge.dispatch({ kind: "undo" }).catch(() => undefined);
    },
    e: () => go({ kind: "day" }),
    "Shift l": () => go({ kind: "review" }),
    ",": () => go({ kind: "preferences" }),
  });

  const growNearEnd = (): void => {
    const list = lists.current;
    if (list !== null && list.scrollTop + list.clientHeight * 2 > list.scrollHeight) switcher.grow();
  };
  useWindowSize(growNearEnd);
  const leaveField = (): boolean => {
    leave(view);
    return !(called && summoned);
  };
  return { switcher, picker, field, lists, called, growNearEnd, leaveField };
}
