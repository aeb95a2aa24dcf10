import path from "node:path";

/** Where the page lives. An own scheme and not `file:`, so that the page has an origin and reaches no other file. */
export const rendererScheme = "tallylight";
export const rendererOrigin = `${rendererScheme}://app`;
export const rendererPage = `${rendererOrigin}/index.html`;

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

export interface RendererFile {
  /** Below the folder of the page. */
  readonly path: string;
  readonly contentType: string;
}

/** Which of the page's files a URL means; null for anything that is not one. */
export function rendererFile(url: string): RendererFile | null {
  if (!url.startsWith(`${rendererOrigin}/`)) return null;
  const pathname = url.slice(rendererOrigin.length + 1).replace(/[?#].*$/, "");
  // Our build names files with these characters alone, so nothing has to be decoded, and no part can lead upwards.
  if (!/^(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*$/.test(pathname)) return null;
  const contentType = contentTypes[path.posix.extname(pathname)];
  return contentType === undefined ? null : { path: pathname, contentType };
}
