import { open } from "node:fs/promises";
import * as v from "valibot";
import type { ReadCaCertificates } from "./trust.ts";

export interface SystemCaCertificatesOptions {
  readonly platform: "darwin" | "win32" | "linux";
  /** Read instead of the system's files, on Linux; null: none is named. */
  readonly givenFile: string | null;
  /** Default: where distributions keep them. */
  readonly files?: readonly string[];
  /** Asks the Keychain, or Windows; its answer is decoded here. */
  readonly askStore: () => Promise<unknown>;
}

/** Where distributions keep the list that their administrators add to; the first that is there is the one in use. */
const bundles: readonly string[] = [
  // Debian, Ubuntu, Arch, Gentoo, NixOS
  "/etc/ssl/certs/ca-certificates.crt",
  // Fedora, RHEL
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/pki/tls/certs/ca-bundle.crt",
  // openSUSE
  "/etc/ssl/ca-bundle.pem",
  // Alpine
  "/etc/ssl/cert.pem",
];

/** Ten times what the longest of them has. */
const longestFile = 8 * 1024 * 1024;

const texts = v.array(v.string());

/**
 * On Linux always the files, never Node's call: that one takes files from the environment (`SSL_CERT_FILE`,
 * `SSL_CERT_DIR`), and the starter of a packaged app must not say whom it trusts.
 */
export function createSystemCaCertificates(options: SystemCaCertificatesOptions): ReadCaCertificates {
  const { platform, givenFile, files = bundles, askStore } = options;
  if (platform !== "linux") return async () => v.parse(texts, await askStore());
  return () => firstOf(givenFile === null ? files : [givenFile]);
}

async function firstOf(files: readonly string[]): Promise<readonly string[]> {
  for (const file of files) {
    const text = await readList(file);
    if (text !== null) return [text];
  }
  return [];
}

/** Null where it is not there, or holds no such list. */
async function readList(path: string): Promise<string | null> {
  try {
    const file = await open(path);
    try {
      const found = await file.stat();
      if (!found.isFile() || found.size > longestFile) return null;
      const text = await file.readFile("utf8");
      return text.includes("-----BEGIN CERTIFICATE-----") ? text : null;
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
