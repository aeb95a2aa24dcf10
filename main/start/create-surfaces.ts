import path from "node:path";
import { Menu } from "electron";
import type { ShowNotification } from "../../app/notifications/desktop-notification.ts";
import { rendererPage } from "../../app/page/renderer-files.ts";
import { platform } from "../../app/platform/operating-system.ts";
import { performTrayAction } from "../../app/requests/tray-actions.ts";
import { createTrayView, type TrayView } from "../../app/tray/tray-view.ts";
import { createDesktopNotifications } from "../adapters/desktop-notifications.ts";
import { restrictPages } from "../page/security.ts";
import { applicationMenu } from "../window/application-menu.ts";
import { createPopupWindow, type PopupWindow } from "../window/popup-window.ts";
import { createWindowPositions } from "../window/window-positions.ts";
import type { Product } from "./create-product.ts";

export interface Surfaces extends Product {
  readonly trayView: TrayView;
  readonly window: PopupWindow;
  /** One notification stands at a time. */
  readonly notify: ShowNotification;
}

/** What the icon in the tray shows and does, and the window, which is made when it is wanted. */
export function createSurfaces(product: Product): Surfaces {
  const { application, clock, configuration, control, formatInstant, lifecycle, logger, panel, tray } = product;
  const { developmentUrl, wayland } = configuration;
  const window = createPopupWindow({
    prepare: () => {
      restrictPages({ directory: path.join(product.built, "renderer"), developmentUrl });
      const menu = applicationMenu(process.platform, developmentUrl !== null);
      Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
    },
    page: developmentUrl ?? rendererPage,
    preload: path.join(product.built, "preload", "preload.cjs"),
    locale: product.locale,
    positions: createWindowPositions({ store: product.settings, trayBounds: () => tray.bounds(), wayland }),
    hiddenIsLost: () => panel.state() === "none",
    lifecycle,
    logger,
  });
  const trayView = createTrayView({
    surface: tray,
    platform,
    clock,
    snapshot: () => application.snapshot(),
    windowVisible: () => window.isVisible(),
    newVersion: () => {
      const state = product.updates.state();
      return state.kind === "available" ? state.release.version : null;
    },
    settings: () => control.settings(),
    formatInstant,
  });
  trayView.render();
  const { diagnostics } = product;
  const notify = createDesktopNotifications((view) => window.show(view));
  tray.listen({
    act: (action) =>
      void performTrayAction(action, { application, window, diagnostics, lifecycle, notify, clock, logger }),
    menu: () => trayView.menu(),
    ink: () => control.settings().trayIcon,
    onPanel: (state) => panel.heard(state),
  });
  return { ...product, trayView, window, notify };
}
