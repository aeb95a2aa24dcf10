/**
 * Fifty payloads that no channel takes. They cross into the page and to the main process, so each is something that
 * can be cloned.
 */
export function badPayloads(): readonly unknown[] {
  const deep = nested(24);
  return [
    null,
    true,
    false,
    0,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER,
    "",
    " ",
    "pause",
    "https://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "\0",
    "x".repeat(20_000),
    "../../../../etc/passwd",
    [],
    [[]],
    [{ kind: "pause", projectId: 37_396 }],
    ["token"],
    Array.from({ length: 100 }, (_, index) => index),
    {},
    { kind: null },
    { kind: "quit" },
    { kind: "pause" },
    { kind: "pause", projectId: "37396" },
    { kind: "pause", projectId: -37_396 },
    { kind: "pause", projectId: 37_396.5 },
    { kind: "pause", projectId: Number.NaN },
    { kind: "pause", projectId: 37_396, extra: true },
    { kind: "pause", projectId: [37_396] },
    { kind: "pause", projectId: { valueOf: 37_396 } },
    { kind: ["pause"], projectId: 37_396 },
    { kind: "PAUSE", projectId: 37_396 },
    { kind: "start", projectId: 37_396, description: "x".repeat(1_000_001) },
    { kind: "adjust", projectId: 37_396, seconds: 1e300 },
    { kind: "adjust", projectId: 37_396, seconds: "60" },
    { kind: "log", projectId: null },
    { token: "" },
    { token: 7 },
    { token: "two words" },
    { token: "line\nbreak" },
    { token: "x".repeat(1_001) },
    { token: "valid-looking-token", apiUrl: "https://example.com/" },
    { url: "https://example.com/" },
    { constructor: { prototype: { polluted: true } } },
    { kind: "pause", projectId: 37_396, prototype: { polluted: true } },
    deep,
  ];
}

/** The same for a function that takes a token: whatever has no space in it could be one. */
export function badTokens(): readonly unknown[] {
  return badPayloads().map((payload) => (typeof payload === "string" ? `${payload} and more` : payload));
}

function nested(depth: number): unknown {
  let value: unknown = "bottom";
  for (let level = 0; level < depth; level += 1) value = { kind: value };
  return value;
}
