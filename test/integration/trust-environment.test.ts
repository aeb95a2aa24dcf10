/** Variables by which Node trusts more, read when a process starts: ours trusts nobody because of them. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAuthority } from "../support/certificate.ts";

const root = path.resolve(import.meta.dirname, "../..");
const run = promisify(execFile);
/** Asks once as the app does, and once as Node does by itself; writes both outcomes. */
const script = `
  import { get } from "node:https";
  import { createFetch } from "./app/network/fetch.ts";
  const [url] = process.argv.slice(1);
  const nodes = new Promise((resolve) => get(url, ({ statusCode }) => resolve(statusCode)).on("error", ({ code }) => resolve(code)));
  const init = { method: "GET", headers: {}, redirect: "manual", signal: new AbortController().signal };
  const ours = createFetch()(url, init).then(({ status }) => status, ({ code }) => code);
  console.log(JSON.stringify({ nodes: await nodes, ours: await ours }));
  process.exit();
`;

const office = makeAuthority("Office Authority");
let directory: string;
let certificates: string;
let server: Server;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "tallylight-trust-"));
  certificates = path.join(directory, "authorities.pem");
  await writeFile(certificates, office.certificate);
  const { key, certificate } = office.issue("localhost");
  server = createServer({ key, cert: certificate }, (_request, response) => response.end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(directory, { recursive: true });
});

async function outcomes(environment: Readonly<Record<string, string>>): Promise<unknown> {
  const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
  const { stdout } = await run(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script, url], {
    cwd: root,
    env: { ...process.env, ...environment },
  });
  return JSON.parse(stdout);
}

test.each([
  ["NODE_EXTRA_CA_CERTS", (): string => certificates],
  ["NODE_TLS_REJECT_UNAUTHORIZED", (): string => "0"],
])("%s makes Node accept the certificate, and not the app", async (name, value) => {
  expect(await outcomes({ [name]: value() })).toEqual({ nodes: 200, ours: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
});
