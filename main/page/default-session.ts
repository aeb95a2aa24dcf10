import { session, type Session } from "electron";

/**
 * Electron's one session, which must be taken from here: on Linux and Windows each fetches a spelling dictionary from
 * the internet as soon as it exists, whatever its pages want, unless it is told of no language at once.
 */
export function defaultSession(): Session {
  const only = session.defaultSession;
  if (only.getSpellCheckerLanguages().length > 0) only.setSpellCheckerLanguages([]);
  return only;
}
