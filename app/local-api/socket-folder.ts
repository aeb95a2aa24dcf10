import { lstatSync, mkdirSync, type Stats } from "node:fs";
import { errorCode } from "../platform/error-code.ts";

/** Why no socket can be had there. */
export type SocketFailure =
  /** The folder or the socket is another user's. */
  | "not-ours"
  /** Others may enter the folder. */
  | "open-to-others"
  /** A link, or no folder at all. */
  | "no-folder"
  /** What lies at the socket's name is no socket. */
  | "no-socket"
  | "path-too-long"
  /** Another Tallylight listens there. */
  | "taken"
  /** The file system refused, or has no sockets. */
  | "refused";

/** Makes the folder where it is missing. Null where it is the user's own and nobody else may enter it. */
export function claimFolder(folder: string, userId: number): SocketFailure | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = errorCode(error);
    return code === "EEXIST" || code === "ENOTDIR" ? "no-folder" : "refused";
  }
  return folderFailure(lstatSync(folder), userId);
}

/** `stats` of the name itself, as a link would lead elsewhere. */
export function folderFailure(
  stats: Pick<Stats, "isDirectory" | "uid" | "mode">,
  userId: number,
): SocketFailure | null {
  if (!stats.isDirectory()) return "no-folder";
  if (stats.uid !== userId) return "not-ours";
  return (stats.mode & 0o077) === 0 ? null : "open-to-others";
}
