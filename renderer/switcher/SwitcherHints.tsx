import { strings } from "../../app/texts/strings.ts";
import type { Timer } from "../../app/model/timer.ts";

/** What Enter does, where the status stands otherwise. */
export function SwitcherHints({ running }: { readonly running: Timer | null }) {
  if (running === null) return <footer className="status">{strings.window.enterStarts}</footer>;
  const logs = strings.window.shiftEnterLogs(running.project.name);
  return (
    <footer className="status">
      <span className="status-plain">{strings.window.enterSwitches}</span>
      <span className="status-end status-hint" title={logs}>
        {logs}
      </span>
    </footer>
  );
}
