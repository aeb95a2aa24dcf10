/** The value of a filter `true` or `false`; null where it is not given or neither. */
export function booleanFilter(query: URLSearchParams, name: string): boolean | null {
  const value = query.get(name);
  return value === "true" ? true : value === "false" ? false : null;
}

/** The numbers of a comma-separated filter; null where it is not given. */
export function idsFilter(query: URLSearchParams, name: string): ReadonlySet<number> | null {
  const value = query.get(name);
  if (value === null || value === "") return null;
  return new Set(value.split(",").map((part) => Number(part.trim())));
}

/** The words of a comma-separated filter; null where it is not given. */
export function wordsFilter(query: URLSearchParams, name: string): ReadonlySet<string> | null {
  const value = query.get(name);
  if (value === null || value === "") return null;
  return new Set(value.split(",").map((part) => part.trim()));
}

/** Whether `text` contains what the filter asks for, without regard to case; true where nothing is asked. */
export function textMatches(query: URLSearchParams, name: string, text: string | null): boolean {
  const wanted = query.get(name);
  return wanted === null || (text ?? "").toLowerCase().includes(wanted.toLowerCase());
}

/** True where a filter is not given or equals the value. */
export function allows<T>(wanted: T | null, value: T): boolean {
  return wanted === null || wanted === value;
}

/** True where the value lies in the filter's range, both ends included; a missing value lies in no range. */
export function inRange(query: URLSearchParams, from: string, to: string, value: string | null): boolean {
  const first = query.get(from);
  const last = query.get(to);
  if (first === null && last === null) return true;
  return value !== null && (first === null || value >= first) && (last === null || value <= last);
}

/** True where a filter by ids is not given or names the value. */
export function idMatches(query: URLSearchParams, name: string, id: number | null): boolean {
  const wanted = idsFilter(query, name);
  return wanted === null || (id !== null && wanted.has(id));
}
