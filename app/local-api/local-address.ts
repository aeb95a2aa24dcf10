/** Where the app listens for programs of this computer, as the app and they compute it alike. */
import { createHash } from "node:crypto";
import path from "node:path";

export interface AddressSurroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The profile's folder. */
  readonly profile: string;
  /** The one that the app has unless another is named. */
  readonly isDefaultProfile: boolean;
}

export type LocalAddress =
  /** `folder` is the user's own, and nobody else may as much as enter it. Given: somebody named the socket, so it is theirs to guard. */
  | { readonly kind: "socket"; readonly path: string; readonly folder: string; readonly given: boolean }
  /** Windows: the pipe has another name at each start, which `announcement` tells with the key that both sides must know. */
  | { readonly kind: "pipe"; readonly announcement: string };

/** In bytes, with the zero at its end. The shortest limit of the systems is 104. */
export const longestSocketPath = 104;

export function localAddress(surroundings: AddressSurroundings): LocalAddress {
  const { platform, environment, profile } = surroundings;
  const name = profileName(surroundings);
  if (platform === "win32") {
    const folder = environment["LOCALAPPDATA"] ?? profile;
    return { kind: "pipe", announcement: path.win32.join(folder, "Tallylight", `local-api-${name}.json`) };
  }
  const given = environment["TALLYLIGHT_SOCKET"] ?? "";
  if (given !== "") return { kind: "socket", path: given, folder: path.posix.dirname(given), given: true };
  const folder = socketFolder(surroundings);
  return { kind: "socket", path: path.posix.join(folder, `${name}.sock`), folder, given: false };
}

/** The system's folder for a user's sockets, which is on no network and empty after a restart; else one in the profile. */
function socketFolder({ platform, environment, profile }: AddressSurroundings): string {
  if (platform === "darwin") {
    const temporary = environment["TMPDIR"] ?? "";
    if (temporary.startsWith("/")) return path.posix.join(temporary, "app.tallylight");
  } else {
    const runtime = environment["XDG_RUNTIME_DIR"] ?? "";
    if (runtime.startsWith("/")) return path.posix.join(runtime, "tallylight");
  }
  return path.posix.join(profile, "run");
}

function profileName({ profile, isDefaultProfile }: AddressSurroundings): string {
  return isDefaultProfile ? "tallylight" : createHash("sha256").update(profile).digest("hex").slice(0, 12);
}
