import type { Unavailable } from "../contract/unavailable.ts";
import type { ArtefactKind } from "./judge-release.ts";
import type { Publisher } from "./publisher.ts";

/** How this copy of the app came here. */
export interface InstallationInput {
  readonly platform: "darwin" | "win32" | "linux";
  readonly architecture: string;
  readonly packaged: boolean;
  /** The AppImage that this runs from; empty elsewhere. */
  readonly appImage: string;
  /** Debian's package manager knows the package. */
  readonly debian: boolean;
  /** Made with a runtime that is not for other people. */
  readonly forTestsOnly: boolean;
  /** What the surroundings ask for, which wins over the settings; null where they ask for nothing. */
  readonly managed: "off" | "tell" | null;
}

/** Why no new version is ever asked for here; null where one is. */
export function whyNoUpdates(
  { packaged, forTestsOnly, managed }: InstallationInput,
  publisher: Publisher | null,
): Unavailable {
  if (managed === "off") return "given-from-outside";
  if (!packaged) return "not-packaged";
  if (forTestsOnly) return "package-for-tests";
  return publisher === null || publisher.keys.length === 0 ? "no-release-key" : null;
}

/** What this copy would be replaced by. */
export function wantedArtefact({ platform, architecture, appImage, debian }: InstallationInput): ArtefactKind {
  const arch = architecture === "arm64" ? "arm64" : "x64";
  switch (platform) {
    case "darwin":
      return { os: "darwin", arch, kind: "dmg" };
    case "win32":
      return { os: "win32", arch, kind: "nsis" };
    case "linux":
      if (appImage !== "") return { os: "linux", arch, kind: "appimage" };
      return { os: "linux", arch, kind: debian ? "deb" : "tar.gz" };
    default:
      return platform;
  }
}

/** What root has to be asked for is shown and never done: the command for the downloaded file; null where none is needed. */
export function installCommand(kind: ArtefactKind["kind"], file: string): string | null {
  return kind === "deb" ? `sudo apt install ./${file}` : null;
}
