/** What the server produces has the keys, in their order, and the types of the documentation's own examples. */
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  accountExample,
  broadcastExample,
  entryExample,
  projectExample,
  receiverExample,
  timerExample,
  userExample,
  validationErrorExample,
} from "../../support/documentation-examples.ts";
import { bench, present, read } from "./support.ts";

/** `{a: [1], b: null}` → `a: [number], b: null`; keys keep their order. */
function shapeOf(value: unknown): unknown {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value === "object") return Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]);
  return typeof value;
}

function filled() {
  const made = bench({ cast: "quiet" });
  const { account } = made.server;
  account.receivers.create({ name: "Sync", payloadUri: "http://127.0.0.1:9/", subjects: ["timer"] });
  const budgeted = present(account.projects().find((project) => project.budgetedMinutes !== null));
  account.addEntry({ date: account.today, minutes: 10, description: "noko #noko", projectId: budgeted.id });
  return { ...made, budgeted };
}

describe("the documentation's examples", () => {
  it.each([
    { name: "timer", example: timerExample, target: "/timers" },
    { name: "entry", example: entryExample, target: "/entries?description=noko" },
    { name: "receiver", example: receiverExample, target: "/broadcast_receivers" },
    { name: "project", example: projectExample, target: "/projects?name=Gear" },
  ])("$name", async ({ example, target }) => {
    const { ask } = filled();
    const [first] = read(v.array(v.unknown()), (await ask("GET", target)).json);
    expect(shapeOf(first)).toEqual(shapeOf(withOwnBlanks(example)));
  });

  it.each([
    { name: "current user", example: userExample, target: "/current_user" },
    { name: "account", example: accountExample, target: "/account" },
  ])("$name", async ({ example, target }) => {
    const { ask } = filled();
    expect(shapeOf((await ask("GET", target)).json)).toEqual(shapeOf(withOwnBlanks(example)));
  });

  it("receiver with its secret, in the answer that creates it", async () => {
    const { ask } = filled();
    const { json } = await ask("POST", "/broadcast_receivers", {
      name: "Sync",
      payload_uri: "http://127.0.0.1:9/",
      subjects: ["timer"],
    });
    expect(shapeOf(json)).toEqual(shapeOf({ ...receiverExample, secret: "x" }));
  });

  it("broadcast", async () => {
    const { server, clock, delivered } = filled();
    const running = present(server.account.runningTimer());
    server.account.pauseTimer(running.projectId);
    await clock.advance(1000);
    expect(shapeOf(JSON.parse(delivered[0]?.body ?? ""))).toEqual(shapeOf(broadcastExample));
  });

  it("validation error", async () => {
    const { ask } = filled();
    expect(shapeOf((await ask("POST", "/entries", { date: "2026-01-01" })).json)).toEqual(
      shapeOf(validationErrorExample),
    );
  });
});

/** Nobody of the cast has a picture: the one blank that the examples show filled. */
function withOwnBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withOwnBlanks(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === "profile_image_url" ? null : withOwnBlanks(inner)]),
  );
}
