import { expect, test } from "vitest";
import { sandboxArguments } from "../../../../scripts/electron/sandbox.ts";

test.each([
  { isRoot: false, hasHelper: false, userNamespacesAllowed: true, sandboxed: true },
  { isRoot: false, hasHelper: true, userNamespacesAllowed: false, sandboxed: true },
  { isRoot: false, hasHelper: false, userNamespacesAllowed: false, sandboxed: false },
  { isRoot: true, hasHelper: true, userNamespacesAllowed: true, sandboxed: false },
])("root: $isRoot, helper: $hasHelper, namespaces: $userNamespacesAllowed -> $sandboxed", ({ sandboxed, ...facts }) => {
  expect(sandboxArguments(facts)).toEqual(sandboxed ? [] : ["--no-sandbox"]);
});
