import { useRef } from "react";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { productName } from "../../app/contract/strings.ts";
import { isPaused, isRunning } from "../../app/model/timer.ts";
import type { SignedInAccount } from "../components/AccountMenu.tsx";
import { Announcer } from "../components/Announcer.tsx";
import { NoTimer } from "../components/NoTimer.tsx";
import { ProblemBanner } from "../components/ProblemBanner.tsx";
import { PickerField, PickerList, usePicker } from "../components/ProjectPicker.tsx";
import { RunningTimer } from "../components/RunningTimer.tsx";
import { StatusBar } from "../components/StatusBar.tsx";
import { TimerList } from "../components/TimerList.tsx";
import { useKeptFocus } from "../hooks/use-kept-focus.ts";
import { useSwitcher } from "../hooks/use-switcher.ts";
import { useTypeAhead } from "../hooks/use-window-keys.ts";

interface MainScreenProps {
  readonly snapshot: Snapshot;
  readonly account: SignedInAccount;
}

/** The account's timers: the running one, the waiting ones, and what could be started. */
export function MainScreen({ snapshot, account }: MainScreenProps) {
  const { timers, projects, pending, link, problem } = snapshot;
  const running = timers.find(isRunning);
  const others = timers.filter((timer) => timer !== running && (isRunning(timer) || isPaused(timer)));

  const field = useRef<HTMLInputElement>(null);
  const switcher = useSwitcher(projects, timers);
  const picker = usePicker(switcher, timers);
  useTypeAhead(field, () => switcher.move(1));
  useKeptFocus();

  return (
    <>
      <main className="screen">
        <h1 className="visually-hidden">{productName}</h1>
        {running === undefined ? (
          <NoTimer known={link.lastAnswerAt !== null} />
        ) : (
          <RunningTimer timer={running} pending={pending} />
        )}
        <PickerField picker={picker} inputRef={field} />
        <div className="lists">
          {!switcher.open && <TimerList timers={others} pending={pending} />}
          <PickerList picker={picker} timers={timers} pending={pending} projectsLoaded={snapshot.projectsLoaded} />
        </div>
      </main>
      {problem !== null && <ProblemBanner shown={problem} />}
      <StatusBar snapshot={snapshot} account={account} />
      <Announcer timers={timers} />
    </>
  );
}
