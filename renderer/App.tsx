import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Bridge } from "../app/contract/requests.ts";
import { withShownNames } from "../app/contract/shown-names.ts";
import type { Snapshot } from "../app/contract/snapshot.ts";
import { assertNever } from "../app/model/assert-never.ts";
import { Failsafe } from "./ui/Failsafe.tsx";
import { Questions } from "./questions/Questions.tsx";
import { createDrafts } from "./sheets/drafts.ts";
import { useAppearance } from "./ui/use-appearance.ts";
import { useSteadyPress } from "./focus/use-steady-press.ts";
import { useCurrentView, type CurrentView } from "./navigation/use-current-view.ts";
import { useEscape } from "./focus/use-window-keys.ts";
import { isAtTimers, isSheetOf, mainView } from "./navigation/view.ts";
import { PreferencesProvider } from "./bridge/preferences-port.ts";
import { DiagnosticsScreen } from "./diagnostics/DiagnosticsScreen.tsx";
import { MainScreen } from "./timers/MainScreen.tsx";
import { PreferencesScreen } from "./preferences/PreferencesScreen.tsx";
import { SignInScreen } from "./first-run/SignInScreen.tsx";
import { WelcomeScreen } from "./first-run/WelcomeScreen.tsx";
import type { SettingsStore } from "./bridge/settings-store.ts";
import type { SnapshotStore } from "./bridge/snapshot-store.ts";
import { WindowPortsProvider } from "./bridge/window-ports.ts";

/** Read when it is wanted: the window opens without it. */
const ReviewScreen = lazy(async () => ({ default: (await import("./review/ReviewScreen.tsx")).ReviewScreen }));

const DayScreen = lazy(async () => ({ default: (await import("./day/DayScreen.tsx")).DayScreen }));

interface AppProps {
  readonly bridge: Bridge;
  readonly store: SnapshotStore;
  readonly settings: SettingsStore;
}

/** A view of the newest snapshot. */
export function App({ bridge, store, settings }: AppProps) {
  const current = useSyncExternalStore(store.subscribe, store.current);
  const snapshot = useMemo(() => (current === null ? null : withShownNames(current)), [current]);
  const preferences = useSyncExternalStore(settings.subscribe, settings.current);
  useAppearance(preferences.settings.appearance);
  useSteadyPress();
  const isSignedOut = snapshot?.account.kind === "signed-out";
  const { currentView, go, leave } = useCurrentView(bridge, isSignedOut);
  const timeFormat = snapshot?.account.kind === "signed-in" ? snapshot.account.timeFormat : "hours_minutes";
  const [drafts] = useState(() =>
    createDrafts((held) => void bridge.keepWindow({ wanted: held }).catch(() => undefined)),
  );
  const ports = useMemo(
    () => ({ bridge, monotonicNow: store.monotonicNow, timeFormat, go, leave, drafts }),
    [bridge, store, timeFormat, go, leave, drafts],
  );
  // They were about another account's timers.
  useEffect(() => {
    if (isSignedOut) drafts.dropAll();
  }, [isSignedOut, drafts]);
  const { view } = currentView;
  useEscape(() => {
    if (isAtTimers(view)) bridge.hideWindow().catch(() => undefined);
    else go(mainView);
  });
  return (
    <WindowPortsProvider value={ports}>
      {snapshot !== null && (
        <Failsafe retryKey={snapshot.revision}>
          <PreferencesProvider value={preferences}>
            <Screen snapshot={snapshot} {...currentView} />
            <Questions
              snapshot={snapshot}
              onGoAhead={(command) => {
                // Its sheet has done its part.
                if (isSheetOf(view, command)) go(mainView);
              }}
            />
          </PreferencesProvider>
        </Failsafe>
      )}
    </WindowPortsProvider>
  );
}

function Screen({ snapshot, view, summoned }: CurrentView & { readonly snapshot: Snapshot }) {
  // The last steps of a first run follow a token that was given in this window; a stored one opens the timers.
  const [welcoming, setWelcoming] = useState(false);
  const { account } = snapshot;
  const signedIn = account.kind === "signed-in" ? account : null;
  // The tray menu may open the demo instead.
  const isFirstRun = welcoming && signedIn?.demo === false;
  switch (view.kind) {
    case "preferences":
      return <PreferencesScreen account={signedIn} />;
    case "diagnostics":
      return <DiagnosticsScreen link={snapshot.link} signedIn={signedIn !== null} />;
    case "review":
      if (signedIn === null) return <SignInScreen snapshot={snapshot} onTokenTried={setWelcoming} />;
      return (
        <Suspense>
          <ReviewScreen snapshot={snapshot} />
        </Suspense>
      );
    case "day":
      if (signedIn === null) return <SignInScreen snapshot={snapshot} onTokenTried={setWelcoming} />;
      return (
        <Suspense>
          <DayScreen key={view.date} snapshot={snapshot} date={view.date ?? null} />
        </Suspense>
      );
    case "main":
    case "quick-switcher":
    case "log":
    case "adjust":
    case "describe":
      if (signedIn === null) return <SignInScreen snapshot={snapshot} onTokenTried={setWelcoming} />;
      if (isFirstRun) {
        return <WelcomeScreen snapshot={snapshot} account={signedIn} onDone={() => setWelcoming(false)} />;
      }
      return <MainScreen snapshot={snapshot} account={signedIn} view={view} summoned={summoned} />;
    default:
      return assertNever(view, "view");
  }
}
