import { memo } from "react";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { AccountMenu, type SignedInAccount } from "./AccountMenu.tsx";
import { LinkDetails } from "./LinkDetails.tsx";
import { TodaySummary } from "../day/TodaySummary.tsx";

interface StatusBarProps {
  readonly snapshot: Snapshot;
  readonly account: SignedInAccount;
}

/** How fresh all of this is, how long the day is, and whose account it is. */
export const StatusBar = memo(function StatusBar({ snapshot, account }: StatusBarProps) {
  return (
    <footer className="status">
      <LinkDetails link={snapshot.link} />
      <span className="status-end">
        <TodaySummary today={snapshot.today} timers={snapshot.timers} />
        <AccountMenu account={account} />
      </span>
    </footer>
  );
});
