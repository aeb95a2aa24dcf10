import { useMemo } from "react";
import { type Snapshot, runningTimer } from "../../app/contract/snapshot.ts";
import { productName } from "../../app/texts/product-name.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { isPaused, isRunning } from "../../app/model/timer.ts";
import type { SignedInAccount } from "../status/AccountMenu.tsx";
import { AbsenceNote } from "../questions/AbsenceNote.tsx";
import { Announcer } from "../ui/Announcer.tsx";
import { Coverable } from "../ui/Coverable.tsx";
import { NoTimer } from "./NoTimer.tsx";
import { PickerField } from "../switcher/PickerField.tsx";
import { PickerList } from "../switcher/PickerList.tsx";
import { ProblemBanner } from "../status/ProblemBanner.tsx";
import { isAsking } from "../questions/Questions.tsx";
import { RunningTimer } from "./RunningTimer.tsx";
import { StatusBar } from "../status/StatusBar.tsx";
import { SwitcherHints } from "../switcher/SwitcherHints.tsx";
import { TimerList } from "./TimerList.tsx";
import { UndoBar } from "./UndoBar.tsx";
import { useKeptFocus } from "../focus/kept-focus.ts";
import type { View } from "../navigation/view.ts";
import { TimerSheet } from "../sheets/TimerSheets.tsx";
import { useMainSwitcher } from "./use-main-switcher.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

interface MainScreenProps {
  readonly snapshot: Snapshot;
  readonly account: SignedInAccount;
  readonly view: View;
  /** A shortcut or the tray menu brought the person here, not a press in this window. */
  readonly summoned: boolean;
}

/** The account's timers: the running one, the waiting ones, and what could be started. */
export function MainScreen({ snapshot, account, view, summoned }: MainScreenProps) {
  const { leave } = useWindowPorts();
  const { timers, projects, pending, problem, absence, unreadableTimers: unreadable } = snapshot;
  const running = runningTimer({ timers });
  const others = useMemo(
    () => timers.filter((timer) => timer !== running && (isRunning(timer) || isPaused(timer))),
    [timers, running],
  );

  const { switcher, picker, field, lists, called, growNearEnd, leaveField } = useMainSwitcher(snapshot, view, summoned);
  useKeptFocus();
  const sheet = "projectId" in view ? view : null;
  const shownInSheet = sheet !== null && problem?.projectId === sheet.projectId;
  return (
    <>
      <main className={switcher.open ? "screen screen-switcher" : "screen"}>
        <h1 className="visually-hidden">{productName}</h1>
        {/* Called by a shortcut, the switcher closes a menu that is open in here. */}
        <Coverable covered={switcher.open} gone={called}>
          {running === undefined ? (
            <NoTimer
              known={snapshot.timersKnown}
              unreadable={unreadable.length > 0}
              offline={snapshot.link.state === "offline"}
            />
          ) : (
            // Another timer's buttons and menu are other ones: what is pressed at this moment must not become theirs.
            <RunningTimer
              key={running.projectId}
              timer={running}
              today={snapshot.today?.date ?? null}
              pending={pending}
            />
          )}
        </Coverable>
        <PickerField picker={picker} inputRef={field} onLeave={leaveField} />
        <div ref={lists} className="lists" onScroll={growNearEnd}>
          <Coverable covered={switcher.open} gone={called}>
            <TimerList heading={timersTexts.pausedHeading} timers={others} pending={pending} />
            {unreadable.length > 0 && <p className="list-note">{unreadableNote(unreadable)}</p>}
          </Coverable>
          <PickerList
            picker={picker}
            timers={timers}
            pending={pending}
            projectsLoaded={snapshot.projectsLoaded}
            offline={snapshot.link.state === "offline"}
            projects={projects}
          />
        </div>
      </main>
      <AbsenceNote absence={absence?.kind === "paused" ? absence : null} pending={pending} />
      <UndoBar offer={snapshot.undo} />
      {problem !== null && !shownInSheet && <ProblemBanner shown={problem} />}
      <Coverable covered={switcher.open} gone={called}>
        <StatusBar snapshot={snapshot} account={account} />
      </Coverable>
      {switcher.open && <SwitcherHints running={running ?? null} />}
      <Announcer timers={timers} />
      {sheet !== null && !isAsking(snapshot) && (
        <TimerSheet
          key={`${sheet.kind} ${sheet.projectId}`}
          view={sheet}
          snapshot={snapshot}
          onLeave={() => leave(sheet)}
        />
      )}
    </>
  );
}

function unreadableNote(names: readonly (string | null)[]): string {
  return timersTexts.unreadable(names.length, names.filter((name) => name !== null).join(", "));
}
