/** What the page may load and do: its own files, and nothing else. It speaks through the bridge alone. */
export const contentPolicy = join([
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]);

/** While developing, the server injects scripts and styles and speaks through a socket. */
export function developmentContentPolicy(developmentUrl: string): string {
  const { origin, host } = new URL(developmentUrl);
  return join([
    "default-src 'none'",
    `script-src ${origin} 'unsafe-inline'`,
    `style-src ${origin} 'unsafe-inline'`,
    `img-src ${origin} data:`,
    `connect-src ${origin} ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
}

function join(directives: readonly string[]): string {
  return directives.join("; ");
}
