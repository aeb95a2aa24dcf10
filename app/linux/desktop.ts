/** By `XDG_CURRENT_DESKTOP`, where a desktop that is made from GNOME, such as Ubuntu's, names both. */
export function isGnome(desktop: string): boolean {
  return /\bgnome\b/i.test(desktop);
}
