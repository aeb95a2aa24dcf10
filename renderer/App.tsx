import { useMemo, useSyncExternalStore } from "react";
import type { Bridge } from "../app/contract/ipc.ts";
import type { Snapshot } from "../app/contract/snapshot.ts";
import { assertNever } from "../app/model/assert-never.ts";
import { Failsafe } from "./components/Failsafe.tsx";
import { useEscapeHidesWindow } from "./hooks/use-window-keys.ts";
import { MainScreen } from "./screens/MainScreen.tsx";
import { SignInScreen } from "./screens/SignInScreen.tsx";
import type { SnapshotStore } from "./snapshot-store.ts";
import { WindowPortsProvider } from "./window-ports.ts";

interface AppProps {
  readonly bridge: Bridge;
  readonly store: SnapshotStore;
}

/** A view of the newest snapshot. */
export function App({ bridge, store }: AppProps) {
  const snapshot = useSyncExternalStore(store.subscribe, store.current);
  const ports = useMemo(() => ({ bridge, monotonicNow: store.monotonicNow }), [bridge, store]);
  return (
    <WindowPortsProvider value={ports}>
      {snapshot !== null && (
        <Failsafe retryKey={snapshot.revision}>
          <Screen snapshot={snapshot} />
        </Failsafe>
      )}
    </WindowPortsProvider>
  );
}

function Screen({ snapshot }: { readonly snapshot: Snapshot }) {
  useEscapeHidesWindow();
  const { account } = snapshot;
  switch (account.kind) {
    case "signed-out":
    case "signing-in":
      return <SignInScreen snapshot={snapshot} />;
    case "signed-in":
      return <MainScreen snapshot={snapshot} account={account} />;
    default:
      return assertNever(account, "account");
  }
}
