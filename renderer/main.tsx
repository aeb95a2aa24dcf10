import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { getBridge } from "./bridge/bridge.ts";
import { createSettingsStore } from "./bridge/settings-store.ts";
import { createSnapshotStore } from "./bridge/snapshot-store.ts";

const container = document.getElementById("root");
if (container === null) throw new Error("index.html has no #root.");

const bridge = getBridge();
const store = createSnapshotStore(bridge);
const settings = createSettingsStore(bridge);
createRoot(container).render(
  <StrictMode>
    <App bridge={bridge} store={store} settings={settings} />
  </StrictMode>,
);
