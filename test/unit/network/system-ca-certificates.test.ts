import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSystemCaCertificates } from "../../../app/network/system-ca-certificates.ts";
import { makeAuthority } from "../../support/certificate.ts";

const office = makeAuthority("Office Authority").certificate;
const other = makeAuthority("Another Authority").certificate;

let directory: string;
beforeEach(() => (directory = mkdtempSync(path.join(tmpdir(), "tallylight-authorities-"))));
afterEach(() => {
  rmSync(directory, { recursive: true });
  vi.unstubAllEnvs();
  Reflect.deleteProperty(tls, "getCACertificates");
});

function written(name: string, text: string): string {
  const file = path.join(directory, name);
  writeFileSync(file, text);
  return file;
}

function askStore(): Promise<never> {
  return Promise.reject(new Error("Not asked on Linux"));
}

function read(files: readonly string[], givenFile: string | null = null): Promise<readonly string[]> {
  return createSystemCaCertificates({ platform: "linux", givenFile, files, askStore })();
}

describe("Linux", () => {
  test("the first file that is there and holds certificates is the one", async () => {
    const missing = path.join(directory, "missing.pem");
    const none = written("none.pem", "# nothing here\n");
    const files = [missing, directory, none, written("office.pem", office), written("other.pem", other)];
    expect(await read(files)).toEqual([office]);
  });

  test("no such file: nothing", async () => {
    expect(await read([path.join(directory, "missing.pem")])).toEqual([]);
  });

  test("a file that is no list by its size is left alone", async () => {
    expect(await read([written("huge.pem", office + "#".repeat(8 * 1024 * 1024))])).toEqual([]);
  });

  test("a file that was given counts alone", async () => {
    const files = [written("office.pem", office)];
    expect(await read(files, written("other.pem", other))).toEqual([other]);
    expect(await read(files, path.join(directory, "missing.pem"))).toEqual([]);
  });

  test("neither the environment nor Node's call, which heeds it, has a say", async () => {
    vi.stubEnv("SSL_CERT_FILE", written("other.pem", other));
    vi.stubEnv("NODE_EXTRA_CA_CERTS", written("other.pem", other));
    Object.assign(tls, { getCACertificates: () => [other] });
    expect(await read([written("office.pem", office)])).toEqual([office]);
  });
});

describe.each(["darwin", "win32"] as const)("%s", (platform) => {
  const answered = (ask: () => Promise<unknown>): Promise<readonly string[]> =>
    createSystemCaCertificates({ platform, givenFile: null, askStore: ask })();

  test("the system's own", async () => {
    expect(await answered(() => Promise.resolve([office, other]))).toEqual([office, other]);
  });

  test.each([
    ["fails", () => Promise.reject(new Error("planted")), /planted/],
    ["answers something else", () => Promise.resolve([1, 2]), /Expected string/],
    ["answers nothing", () => Promise.resolve(null), /Expected Array/],
  ])("a rejection where it %s", async (_name, askStore, message) => {
    await expect(answered(askStore)).rejects.toThrow(message);
  });
});
