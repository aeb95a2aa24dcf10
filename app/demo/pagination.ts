export const defaultPageSize = 30;
export const largestPageSize = 1000;

export interface PageOf<T> {
  readonly items: readonly T[];
  /** Value of the `Link` header; null where everything fits on one page. */
  readonly link: string | null;
}

/**
 * One page of `items`, as `page` (from 1) and `per_page` (up to 1,000) ask; what is not a positive number
 * counts as not given. As in the documentation's examples `Link` names no page that the present one is:
 * the first has `next` and `last`, the last has `prev` and `first`.
 */
export function paginate<T>(
  items: readonly T[],
  path: string,
  query: URLSearchParams,
  urlOf: (target: string) => string,
): PageOf<T> {
  const size = Math.min(positive(query.get("per_page")) ?? defaultPageSize, largestPageSize);
  const page = positive(query.get("page")) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = Object.entries(neighbours(page, last))
    .map(([relation, number]) => `<${urlOf(targetOf(path, query, number))}>; rel="${relation}"`)
    .join(", ");
  return { items: items.slice((page - 1) * size, page * size), link: link === "" ? null : link };
}

function neighbours(page: number, last: number): Readonly<Record<string, number>> {
  return {
    ...(page < last ? { next: page + 1 } : {}),
    ...(page > 1 ? { prev: Math.min(page - 1, last), first: 1 } : {}),
    ...(page < last ? { last } : {}),
  };
}

function targetOf(path: string, query: URLSearchParams, page: number): string {
  const target = new URLSearchParams(query);
  target.delete("noko_token");
  target.delete("access_token");
  target.set("page", String(page));
  return `${path}?${target.toString()}`;
}

function positive(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
