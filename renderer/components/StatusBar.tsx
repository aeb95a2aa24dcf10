import type { Snapshot } from "../../app/contract/snapshot.ts";
import { linkText, strings } from "../../app/contract/strings.ts";
import { unloggedSeconds } from "../../app/model/elapsed.ts";
import { formatHoursMinutes } from "../../app/model/format.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useTicking } from "../hooks/use-ticking.ts";
import { formatInstant } from "../time-of-day.ts";
import { AccountMenu, type SignedInAccount } from "./AccountMenu.tsx";
import { LinkMark } from "./LinkMark.tsx";

interface StatusBarProps {
  readonly snapshot: Snapshot;
  readonly account: SignedInAccount;
}

/** How fresh all of this is, how much waits to be logged, and whose account it is. */
export function StatusBar({ snapshot, account }: StatusBarProps) {
  const evidence = linkText(snapshot.link, formatInstant);
  return (
    <footer className="status">
      <span className="status-link" title={evidence}>
        <LinkMark state={snapshot.link.state} />
        <span className="status-text">{evidence}</span>
      </span>
      <span className="status-end">
        {snapshot.timers.length > 0 && <UnloggedTotal timers={snapshot.timers} />}
        <AccountMenu account={account} />
      </span>
    </footer>
  );
}

function UnloggedTotal({ timers }: { readonly timers: readonly Timer[] }) {
  const running = timers.find(isRunning);
  const total = useTicking(running?.anchor ?? null, (now) => formatHoursMinutes(unloggedSeconds(timers, now)));
  return <span>{strings.window.unlogged(total)}</span>;
}
