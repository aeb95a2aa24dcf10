/**
 * What can tell that nobody uses the computer, in the order in which it is tried.
 * - `mutter`: GNOME's monitor on the session bus
 * - `wayland`: the compositor, by the protocol ext-idle-notify
 * - `kde`: an older compositor, by KDE's own protocol
 * - `system`: the operating system or the X server, which are asked now and then
 */
export const idleKinds = ["mutter", "wayland", "kde", "system"] as const;

export type IdleKind = (typeof idleKinds)[number];
