import * as v from "valibot";
import type { LeftOut, ListAnswer, ListOptions } from "./api.ts";
import { decode, parseJson, unreadable } from "./decode.ts";
import { ApiError } from "./errors.ts";
import { nextLink } from "./link-header.ts";
import type { Query } from "./own-url.ts";
import type { ApiRequester, ReceivedAnswer } from "./request.ts";

/**
 * The documentation allows up to 1,000 on some lists, and 30 elsewhere. This keeps one answer small and most
 * accounts on one page; a server that ignores it only sends more pages.
 */
const ITEMS_PER_PAGE = 100;

/** Longer lists are a server that never stops saying "next". */
const MOST_PAGES = 1_000;

export interface ListRequest<T> {
  readonly operation: string;
  readonly path: string;
  readonly query: Query;
  readonly item: v.GenericSchema<unknown, T>;
  readonly onPage?: (soFar: readonly T[]) => void;
}

interface Listed<T> {
  readonly item: T;
  readonly page: ReceivedAnswer;
}

/**
 * Reads a list over all its pages, by the `Link` header alone. A list may shift between two pages, so an item
 * that comes twice counts once, as it was on the later page. Throws `ApiError`: what any request may throw,
 * `foreign-url` for a next page outside the API, `unreadable-answer` at `link` for pages that go in circles.
 */
export async function readList<T extends { readonly url: string }>(
  requester: ApiRequester,
  list: ListRequest<T>,
  options: ListOptions,
): Promise<ListAnswer<T>> {
  const listed = new Map<string, Listed<T>>();
  const visited = new Set<string>();
  const leftOut: LeftOut[] = [];
  const items = (): readonly T[] => [...listed.values()].map(({ item }) => item);
  let first: ReceivedAnswer | null = null;
  let url: string | null = requester.urls.compose(list.path, { ...list.query, per_page: ITEMS_PER_PAGE });
  let index = 0;
  while (url !== null) {
    if (visited.has(url) || visited.size >= MOST_PAGES) throw unreadable("link");
    visited.add(url);
    const { laterPages } = options;
    const page: ReceivedAnswer = await requester.send(
      {
        operation: list.operation,
        method: "GET",
        url,
        isPage: true,
        continues: first !== null && laterPages === undefined,
      },
      first === null || laterPages === undefined ? options : { ...options, priority: laterPages },
    );
    first ??= page;
    for (const raw of decodeArray(page.body)) {
      const item = decodeItem(requester, list, raw, index);
      if (item === null) leftOut.push(describeLeftOut(raw));
      else listed.set(item.url, { item, page });
      index += 1;
    }
    list.onPage?.(items());
    url = nextPage(requester, page);
  }
  if (first === null) throw unreadable("body");
  const answered = first;
  const { sequence, requestedAt, receivedAt } = answered;
  const pages = [...listed.values()].map((entry) => entry.page);
  return { value: items(), sequence, requestedAt, receivedAt, pageOf: (index) => pages[index] ?? answered, leftOut };
}

function decodeArray(body: string): readonly unknown[] {
  const json = parseJson(body);
  if (!Array.isArray(json)) throw unreadable("body");
  return json;
}

const nameSchema = v.object({ name: v.pipe(v.string(), v.nonEmpty()) });
const urlSchema = v.object({ url: v.pipe(v.string(), v.nonEmpty()) });
const projectSchema = v.object({ project: nameSchema });

function describeLeftOut(raw: unknown): LeftOut {
  const url = v.safeParse(urlSchema, raw);
  const own = v.safeParse(nameSchema, raw);
  const ofProject = v.safeParse(projectSchema, raw);
  return {
    url: url.success ? url.output.url : null,
    name: own.success ? own.output.name : ofProject.success ? ofProject.output.project.name : null,
  };
}

/** One item that cannot be decoded hides no other: it is left out, and logged with its index. */
function decodeItem<T>({ logger }: ApiRequester, list: ListRequest<T>, raw: unknown, index: number): T | null {
  try {
    return decode(list.item, raw, [index]);
  } catch (error) {
    const unreadableHere = error instanceof ApiError && error.failure.kind === "unreadable-answer";
    if (!unreadableHere) throw error;
    logger.warn("Left out an unreadable item of a list", { operation: list.operation, at: error.failure.at });
    return null;
  }
}

/** Outside the API's origin is refused here, outside its base by the request path. */
function nextPage({ urls }: ApiRequester, page: ReceivedAnswer): string | null {
  const link = nextLink(page.header("link"));
  if (link === null) return null;
  const next = urls.resolveWithinOrigin(link, page.address);
  if (next === null) throw new ApiError({ kind: "foreign-url" }, true);
  return next;
}
