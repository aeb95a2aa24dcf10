import { foreignText } from "../model/native-text.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { linkText } from "../texts/link.ts";
import { problemText } from "../texts/problems.ts";
import { questionTexts } from "../texts/questions.ts";
import { trayTexts } from "../texts/tray.ts";
import { assertNever } from "../model/assert-never.ts";
import { absenceSection } from "./absence-section.ts";
import { item, joinSections, label, longestName, openWindow, send, submenu } from "./menu-items.ts";
import { startSubmenu } from "./start-submenu.ts";
import { pausedSection, runningSection, undoSection } from "./timer-sections.ts";
import type { TrayContext, TrayMenuItem } from "./tray-model.ts";
import { unreadableText } from "./tray-text.ts";

const longestProblem = 80;

/** The complete menu: on desktops that show neither tooltip nor window positions it is the only surface. */
export function trayMenu(snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  return joinSections([
    ...accountSections(snapshot, context),
    questionSection(snapshot),
    problemSection(snapshot),
    closingSection(snapshot, context),
    newVersionSection(context),
    [item("quit", trayTexts.quit, { kind: "quit" })],
  ]);
}

function accountSections(snapshot: Snapshot, context: TrayContext): readonly (readonly TrayMenuItem[])[] {
  switch (snapshot.account.kind) {
    case "signed-out":
      return [
        [label("account", trayTexts.signedOut)],
        [
          item("sign-in", trayTexts.signIn, openWindow({ kind: "main" })),
          item("start-demo", trayTexts.tryDemo, { kind: "start-demo" }),
        ],
      ];
    case "signing-in":
      return [[label("account", trayTexts.signingIn)]];
    case "signed-in":
      return [
        absenceSection(snapshot, context),
        runningSection(snapshot, context),
        undoSection(snapshot),
        pausedSection(snapshot, context),
        unreadableSection(snapshot),
        [...reviewItem(snapshot), startSubmenu(snapshot, context)],
      ];
    default:
      return assertNever(snapshot.account, "account");
  }
}

function unreadableSection(snapshot: Snapshot): readonly TrayMenuItem[] {
  const text = unreadableText(snapshot);
  return text === null ? [] : [label("unreadable", text)];
}

/** Nothing is to be reviewed where nothing waits to be logged. */
function reviewItem({ timers }: Snapshot): readonly TrayMenuItem[] {
  return timers.length === 0 ? [] : [item("review", trayTexts.review, openWindow({ kind: "review" }))];
}

/** A verb waits for an answer, which takes more words than a menu has room for. */
function questionSection({ question, timers, projects }: Snapshot): readonly TrayMenuItem[] {
  if (question === null) return [];
  const { projectId } = question.command;
  const project =
    (question.timer ?? timers.find((timer) => timer.projectId === projectId))?.project ??
    projects.find(({ id }) => id === projectId);
  const name = foreignText(project?.name ?? questionTexts.thisTimer, longestName);
  return [
    label("question", question.timer === null ? questionTexts.gone(name) : questionTexts.changed(name)),
    item("answer", trayTexts.answerInWindow, openWindow({ kind: "main" })),
  ];
}

function problemSection({ problem }: Snapshot): readonly TrayMenuItem[] {
  if (problem === null) return [];
  return [
    label("problem", foreignText(problemText(problem.problem).title, longestProblem)),
    item("dismiss", trayTexts.dismiss, send({ kind: "dismiss-problem" })),
  ];
}

/** How to get it takes more words than a menu has room for. */
function newVersionSection({ newVersion }: TrayContext): readonly TrayMenuItem[] {
  if (newVersion === null) return [];
  return [item("new-version", trayTexts.newVersion(newVersion), openWindow({ kind: "preferences" }))];
}

function closingSection(snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  return [
    ...windowItem(snapshot, context),
    ...linkLabel(snapshot, context),
    item("preferences", trayTexts.preferences, openWindow({ kind: "preferences" })),
    submenu("help", trayTexts.help, [
      item("diagnostics", trayTexts.diagnostics, openWindow({ kind: "diagnostics" })),
      item("logs", trayTexts.logs, { kind: "open-logs" }),
      item("copy-diagnostics", trayTexts.copyDiagnostics, { kind: "copy-diagnostics" }),
    ]),
    ...accountItem(snapshot),
  ];
}

/** Signed out, "Sign in…" already shows the window; one item for it is enough until it is open. */
function windowItem(snapshot: Snapshot, { windowVisible }: TrayContext): readonly TrayMenuItem[] {
  if (snapshot.account.kind === "signed-out" && !windowVisible) return [];
  const text = windowVisible ? trayTexts.hide : trayTexts.show;
  return [item("toggle-window", text, { kind: "toggle-window" })];
}

function linkLabel({ account, link }: Snapshot, { formatInstant }: TrayContext): readonly TrayMenuItem[] {
  return account.kind === "signed-in" ? [label("link", linkText(link, formatInstant))] : [];
}

/** A level deeper than its neighbours: a slip must not cost the user's token. The demo account costs nothing. */
function accountItem({ account }: Snapshot): readonly TrayMenuItem[] {
  if (account.kind !== "signed-in") return [];
  if (account.demo) return [item("sign-out", trayTexts.leaveDemo, { kind: "sign-out" })];
  return [
    submenu("account", trayTexts.account, [
      ...accountName(account.name === "" ? account.email : account.name),
      item("sign-out", trayTexts.signOut, { kind: "sign-out" }),
    ]),
  ];
}

/** Not known before the account has answered. */
function accountName(name: string): readonly TrayMenuItem[] {
  return name === "" ? [] : [label("account-name", foreignText(name, longestName))];
}
