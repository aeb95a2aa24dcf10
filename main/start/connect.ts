import { app } from "electron";
import { shutdownDeadline } from "../../app/platform/deadline.ts";
import { showNotifications } from "../../app/notifications/show-notifications.ts";
import { showQuestions } from "../../app/notifications/show-questions.ts";
import { showReminders } from "../../app/reminders/show-reminders.ts";
import { createRequestHandlers } from "../../app/requests/handlers.ts";
import { publishEvents } from "../../app/requests/publish-events.ts";
import { createSnapshotMessages } from "../../app/requests/snapshot-messages.ts";
import { blockPageNetwork } from "../adapters/sessions.ts";
import { heedUpdater } from "../lifecycle/electron-lifecycle.ts";
import { createSenderCheck, handleRequests, sendEvent } from "../page/ipc.ts";
import { isOfOrigin, pageOrigin } from "../page/security.ts";
import { watchNetwork, watchPower } from "../presence/power.ts";
import { admitPrograms } from "./admit-programs.ts";
import type { Surfaces } from "./create-surfaces.ts";

/** Product and surfaces hear of each other and of the system from here on, until the app ends. */
export function connect(surfaces: Surfaces): void {
  const {
    application,
    configuration,
    control,
    clock,
    formatInstant,
    lifecycle,
    notify,
    settings,
    tray,
    trayView,
    window,
  } = surfaces;
  const ends = [
    application.onSnapshot(({ id }) => {
      if (id !== null) control.useAccount(id);
    }),
    application.onSnapshot(() => trayView.render()),
    control.onChange(() => {
      tray.redraw();
      trayView.render();
    }),
    showNotifications({
      application,
      control,
      store: settings,
      window,
      clock,
      show: notify,
      formatInstant,
    }),
    showReminders({ application, control, store: settings, window, clock, show: notify, formatInstant }),
    showQuestions(application, window),
    admitPrograms(surfaces),
  ];
  window.onVisibilityChange((visible) => {
    trayView.render();
    application.setWindowOpen(visible);
  });
  // The development server is reached by the network.
  if (configuration.developmentUrl === null) void blockPageNetwork();
  connectPage(surfaces);
  surfaces.panel.onMissing(() => {
    if (window.isAway()) window.show();
  });
  watchPower(application);
  watchNetwork(application, clock);
  app.on("activate", () => window.show());
  surfaces.secondInstance.onShowWindow(() => window.show());
  heedUpdater(lifecycle);
  lifecycle.onQuit((reason) => {
    // Out of sight at once, and its position is remembered.
    window.withdraw();
    for (const end of ends) end();
    trayView.stop();
    surfaces.updates.stop();
    return application.stop(shutdownDeadline, reason === "system" ? "by-system" : "by-person");
  });
}

/** The page is one client of the requests and events. */
function connectPage({
  application,
  clock,
  configuration,
  control,
  diagnostics,
  redaction,
  updates,
  window,
}: Surfaces): void {
  const messages = createSnapshotMessages(clock);
  const origin = pageOrigin(configuration.developmentUrl);
  handleRequests(
    createRequestHandlers({
      application,
      control,
      diagnostics,
      updates,
      window,
      messages,
      onToken: (token) => redaction.register(token),
    }),
    createSenderCheck(
      () => window.contents(),
      (url) => isOfOrigin(url, origin),
    ),
  );
  publishEvents({ application, control, messages }, (name, message) => {
    const contents = window.contents();
    if (contents !== null) sendEvent(contents, name, message);
  });
}
