/** The table of calls in docs/demo-server.md against the routes. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { routeName } from "../../../app/demo/router.ts";
import { allRoutes } from "../../../app/demo/routes/all.ts";

it("docs/demo-server.md names every call that the server answers, and no other", () => {
  const page = readFileSync("docs/demo-server.md", "utf8");
  const section = page.split("## What it answers\n")[1]?.split("\nWhat stays out")[0] ?? "";
  const named = [...section.matchAll(/`((?:GET|POST|PUT|DELETE) [^`]+)`/g)].map((match) => match[1] ?? "");
  const calls = named.filter((_, index) => !named.slice(0, index).includes(named[index] ?? ""));
  expect(calls.toSorted()).toEqual(
    allRoutes({ showsPending: () => false })
      .map(routeName)
      .toSorted(),
  );
});
