import { readFile } from "node:fs/promises";
import path from "node:path";
import { app, protocol, type Session } from "electron";
import { contentPolicy, developmentContentPolicy } from "../../app/page/content-policy.ts";
import { pageSession } from "../adapters/sessions.ts";
import { rendererFile, rendererOrigin, rendererScheme } from "../../app/page/renderer-files.ts";

/** Must run before Electron is ready: it reads these once. */
export function restrictProcesses(): void {
  // With --no-sandbox (root, some containers) the two together end every child process at its start.
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([{ scheme: rendererScheme, privileges: { standard: true, secure: true } }]);
}

export interface PageOptions {
  /** The folder of the built page. */
  readonly directory: string;
  readonly developmentUrl: string | null;
}

/** Serves the page, and refuses whatever else it, or something that got into it, could ask for. */
export function restrictPages({ directory, developmentUrl }: PageOptions): void {
  const pages = pageSession();
  servePage(pages, directory);
  refusePermissions(pages);
  refuseDownloads(pages);
  if (developmentUrl !== null) relaxForDevelopment(pages, developmentUrl);

  const origin = pageOrigin(developmentUrl);
  app.on("web-contents-created", (_event, contents) => {
    // WebRTC obeys neither the content policy nor permissions. Without UDP it is left with connections by the session's
    // proxy, which leads nowhere.
    contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.on("will-navigate", (event, url) => stayAt(origin, event, url));
    contents.on("will-redirect", (event, url) => stayAt(origin, event, url));
    contents.on("will-frame-navigate", (event) => stayAt(origin, event, event.url));
  });
}

function stayAt(origin: string, event: Pick<Event, "preventDefault">, url: string): void {
  if (!isOfOrigin(url, origin)) event.preventDefault();
}

/** The one origin whose page is ours. */
export function pageOrigin(developmentUrl: string | null): string {
  return developmentUrl === null ? rendererOrigin : new URL(developmentUrl).origin;
}

/** Compared as text, since an own scheme's `URL.origin` is "null" in Node. */
export function isOfOrigin(url: string, origin: string): boolean {
  return url === origin || url.startsWith(`${origin}/`);
}

function servePage(pages: Session, directory: string): void {
  pages.protocol.handle(rendererScheme, async (request) => {
    const file = request.method === "GET" ? rendererFile(request.url) : null;
    if (file === null) return new Response(null, { status: 404 });
    try {
      return new Response(await readFile(path.join(directory, file.path)), {
        headers: {
          "content-type": file.contentType,
          "content-security-policy": contentPolicy,
          "x-content-type-options": "nosniff",
          "referrer-policy": "no-referrer",
          "x-dns-prefetch-control": "off",
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}

function refusePermissions(pages: Session): void {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
}

function refuseDownloads(pages: Session): void {
  pages.on("will-download", (event) => event.preventDefault());
}

function relaxForDevelopment(pages: Session, developmentUrl: string): void {
  const policy = developmentContentPolicy(developmentUrl);
  pages.webRequest.onHeadersReceived((details, answer) => {
    answer({ responseHeaders: { ...details.responseHeaders, "content-security-policy": [policy] } });
  });
}
