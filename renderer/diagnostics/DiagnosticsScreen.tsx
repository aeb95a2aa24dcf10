import { useEffect, useRef, useState } from "react";
import type { DiagnosticsMessage } from "../../app/contract/requests.ts";
import type { Link } from "../../app/contract/snapshot.ts";
import { diagnosticsTexts } from "../../app/texts/diagnostics.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { RemedyButton, RepairButton } from "../status/RemedyButton.tsx";
import { ScreenHead } from "../ui/ScreenHead.tsx";
import { useKeptFocus } from "../focus/kept-focus.ts";
import { type Repairs, useRepairs } from "../status/use-repairs.ts";
import { mainView } from "../navigation/view.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

type Report = DiagnosticsMessage | "reading" | "failed";

interface DiagnosticsScreenProps {
  readonly link: Link;
  /** Without an account there is no chain to check. */
  readonly signedIn: boolean;
}

/** The whole chain from the account to this window, link by link, each with what a press can do about it. */
export function DiagnosticsScreen({ link, signedIn }: DiagnosticsScreenProps) {
  const { bridge, go } = useWindowPorts();
  const repairs = useRepairs();
  const report = useReport(link, repairs.done);
  const region = useRef<HTMLDivElement>(null);
  // What was copied is another report once this one has been read again.
  const [copiedReport, setCopiedReport] = useState<Report | null>(null);
  const copied = copiedReport === report;
  useKeptFocus(region);
  return (
    <main className="screen screen-page">
      <ScreenHead title={diagnosticsTexts.title} onBack={() => go(mainView)} />
      {/* What can have the focus in it comes and goes, so it has it itself: keys scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={region} className="prefs" role="region" aria-label={diagnosticsTexts.title} tabIndex={0}>
        <div className="report-summary">
          <output>{summaryOf(report, repairs.underWay !== null)}</output>
          {signedIn && <RepairButton hop="everything" variant="quiet" repairs={repairs} />}
        </div>
        <ReportLines report={report} repairs={repairs} />
      </div>
      <footer className="page-end">
        <BusyButton
          busy={false}
          onPress={() => {
            bridge.copyDiagnostics().then(
              () => setCopiedReport(report),
              () => setCopiedReport(null),
            );
          }}
        >
          {copied ? diagnosticsTexts.copied : diagnosticsTexts.copyReport}
        </BusyButton>
        <BusyButton busy={false} onPress={() => void bridge.openLogs().catch(() => undefined)}>
          {diagnosticsTexts.openLogs}
        </BusyButton>
        <output className="visually-hidden">{copied ? diagnosticsTexts.copied : ""}</output>
      </footer>
    </main>
  );
}

/** Read anew whenever the link says something else, and after each repair. */
function useReport(link: Link, repairsDone: number): Report {
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
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- they are why the report is read again
  }, [bridge, link, repairsDone]);
  return report;
}

function summaryOf(report: Report, underWay: boolean): string {
  if (underWay) return diagnosticsTexts.repairing;
  if (report === "reading" || report === "failed") return "";
  const bad = report.lines.filter(({ good }) => good === false).length;
  return bad === 0 ? diagnosticsTexts.allGood : diagnosticsTexts.someBad(bad);
}

interface ReportLinesProps {
  readonly report: Report;
  readonly repairs: Repairs;
}

function ReportLines({ report, repairs }: ReportLinesProps) {
  if (report === "reading") return <p className="list-note">{diagnosticsTexts.reading}</p>;
  if (report === "failed") return <p className="list-note">{diagnosticsTexts.notRead}</p>;
  return (
    <dl className="report">
      {report.lines.map(({ label, value, good, remedy }) => (
        <div key={label} className="report-line">
          <dt>{label}</dt>
          <dd>
            {good !== null && (
              <>
                <span className={good ? "report-mark report-good" : "report-mark report-bad"} aria-hidden="true" />
                <span className="visually-hidden">{good ? diagnosticsTexts.good : diagnosticsTexts.bad} </span>
              </>
            )}
            {value}
            {remedy !== null && (
              <div className="report-remedy">
                <RemedyButton remedy={remedy} repairs={repairs} />
              </div>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
