import { expect, test } from "vitest";
import { commandSchema } from "../../../app/contract/command.ts";
import { sourcesOf } from "../../support/product-sources.ts";

const surfaces = ["app/tray", "app/notifications", "app/requests", "renderer"].flatMap((folder) => sourcesOf(folder));

/** A verb that no surface offers is one that no person can use. */
test.each(commandSchema.options.map(({ entries }) => entries.kind.literal))("a person can send %s", (kind) => {
  expect(surfaces.some((source) => source.includes(`kind: "${kind}"`))).toBe(true);
});
