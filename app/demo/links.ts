/** Writes the URLs that resources and `Link` headers carry. */
export interface Links {
  /** The URL of `target`, a documented path with or without a query. */
  url(target: string): string;
}

/** `origin` such as `http://127.0.0.1:4321`, without a slash at the end. */
export function createLinks(origin: string): Links {
  return { url: (target) => `${origin}${target}` };
}

export interface Target {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** A request's target in its parts; a slash at the end of a path means nothing. */
export function splitTarget(target: string): Target {
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  return {
    path: path.length > 1 ? path.replace(/\/+$/, "") : path,
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
  };
}
