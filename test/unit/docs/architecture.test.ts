import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync("docs/architecture.md", "utf8");
const trips = text.split(/^## /mu).filter((part) => /^In: /mu.test(part));

test("every file that docs/architecture.md names is there", () => {
  const named = filesIn(text).filter((file) => !existsSync(file) && !existsSync(`app/${file}`));
  expect(named).toEqual([]);
});

test("every folder of app/ stands in its picture of the house", () => {
  const [house = ""] = text.split("main/  ");
  const folders = readdirSync("app").filter((folder) => !house.includes(`\n  ${folder}/`));
  expect(folders).toEqual([]);
});

test.each(trips.map((trip) => [trip.split("\n", 1)[0] ?? "", trip]))(
  "no more than 8 files stand between both ends of: %s",
  (_title, trip) => {
    const between = trip.slice(trip.indexOf("\n1. "), trip.indexOf("\nOut: ") + 1 || undefined);
    const count = new Set(filesIn(between)).size;
    expect(count).toBeGreaterThan(1);
    expect(count).toBeLessThanOrEqual(8);
  },
);

function filesIn(part: string): readonly string[] {
  return [...part.matchAll(/`([\w./-]+\.(?:tsx?|cjs))`/gu)].map(([, file = ""]) => file);
}
