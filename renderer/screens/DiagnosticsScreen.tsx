import { useEffect, useState } from "react";
import type { DiagnosticsMessage } from "../../app/contract/ipc.ts";
import type { Link } from "../../app/contract/snapshot.ts";
import { strings } from "../../app/contract/strings.ts";
import { BusyButton } from "../components/BusyButton.tsx";
import { CommandButton } from "../components/CommandButton.tsx";
import { ScreenHead } from "../components/ScreenHead.tsx";
import { mainPlace } from "../place.ts";
import { useWindowPorts } from "../window-ports.ts";

type Report = DiagnosticsMessage | "reading" | "failed";

/** The whole chain from the account to this window, link by link, for who wants to know or asks for help. */
export function DiagnosticsScreen({ link }: { readonly link: Link }) {
  const { bridge, go } = useWindowPorts();
  const report = useReport(link);
  const [copied, setCopied] = useState(false);
  return (
    <main className="screen screen-page">
      <ScreenHead title={strings.preferences.diagnostics} onBack={() => go(mainPlace)} />
      {/* Nothing in it can have the focus, so it has it itself: keys scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="prefs" role="region" aria-label={strings.preferences.diagnostics} tabIndex={0}>
        <ReportLines report={report} />
      </div>
      <footer className="page-end">
        <BusyButton
          busy={false}
          onPress={() => {
            bridge.copyDiagnostics().then(
              () => setCopied(true),
              () => setCopied(false),
            );
          }}
        >
          {copied ? strings.preferences.copied : strings.preferences.copyReport}
        </BusyButton>
        <BusyButton busy={false} onPress={() => void bridge.openLogs().catch(() => undefined)}>
          {strings.preferences.openLogs}
        </BusyButton>
        <CommandButton command={{ kind: "refresh" }} pending={false}>
          {strings.window.checkNow}
        </CommandButton>
        <output className="visually-hidden">{copied ? strings.preferences.copied : ""}</output>
      </footer>
    </main>
  );
}

/** Read anew whenever the link says something else. */
function useReport(link: Link): Report {
  const { bridge } = useWindowPorts();
  const [report, setReport] = useState<Report>("reading");
  useEffect(() => {
    let wanted = true;
    const show = (read: Report): void => {
      if (wanted) setReport(read);
    };
    bridge.readDiagnostics().then(show, () => show("failed"));
    return () => {
      wanted = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the link is why the report is read again
  }, [bridge, link]);
  return report;
}

function ReportLines({ report }: { readonly report: Report }) {
  if (report === "reading") return <p className="list-note">{strings.preferences.reading}</p>;
  if (report === "failed") return <p className="list-note">{strings.preferences.notRead}</p>;
  return (
    <dl className="report">
      {report.lines.map(({ label, value, good }) => (
        <div key={label} className="report-line">
          <dt>{label}</dt>
          <dd>
            {good !== null && (
              <>
                <span className={good ? "report-mark report-good" : "report-mark report-bad"} aria-hidden="true" />
                <span className="visually-hidden">{good ? strings.preferences.good : strings.preferences.bad} </span>
              </>
            )}
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
