/** Why a control cannot work, on this computer or as things are chosen; null where it can. */
export type Unavailable =
  | "wayland-session"
  | "no-panel"
  | "no-panel-gnome"
  | "no-tray-title"
  | "not-packaged"
  | "package-for-tests"
  | "no-release-key"
  | "given-from-outside"
  | "no-session-bus"
  | "no-idle-source"
  | "no-day-goal"
  | null;
