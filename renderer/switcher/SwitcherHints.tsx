import { switcherTexts } from "../../app/texts/switcher.ts";
import type { Timer } from "../../app/model/timer.ts";

/** What Enter does, where the status stands otherwise. */
export function SwitcherHints({ running }: { readonly running: Timer | null }) {
  if (running === null) return <footer className="status">{switcherTexts.enterStarts}</footer>;
  const logs = switcherTexts.shiftEnterLogs(running.project.name);
  return (
    <footer className="status">
      <span className="status-plain">{switcherTexts.enterSwitches}</span>
      <span className="status-end status-hint" title={logs}>
        {logs}
      </span>
    </footer>
  );
}
