import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { bench, named, read } from "./support.ts";

const receiver = v.looseObject({
  id: v.number(),
  secret: v.string(),
  url: v.string(),
  add_subjects_url: v.string(),
  remove_subjects_url: v.string(),
  reroll_secret_url: v.string(),
  enable_url: v.string(),
  disable_url: v.string(),
});
const refusal = v.object({ errors: v.array(v.object({ field: v.string(), code: v.string() })) });

const wanted = { name: "Timer sync", payload_uri: "https://app.example/in", subjects: ["timer"] };

describe("broadcast receivers", () => {
  it("shows the secret on creation and re-roll, and never again", async () => {
    const { ask, server } = bench();
    const made = await ask("POST", "/broadcast_receivers/", wanted);
    expect(made.status).toBe(201);
    const { secret, ...rest } = read(receiver, made.json);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(made.header("Location")).toBe(rest["url"]);
    expect(await ask("GET", rest.url)).toMatchObject({ status: 200, json: rest });
    expect((await ask("GET", rest.url)).text).not.toContain('secret":');
    const rerolled = await ask("PUT", rest.reroll_secret_url);
    expect(Object.keys(read(v.object({ secret: v.string() }), rerolled.json))).toEqual(["secret"]);
    expect(server.account.receivers.all()[0]?.secret).toBe(
      read(v.object({ secret: v.string() }), rerolled.json).secret,
    );
    expect(rerolled.json).not.toEqual({ secret });
  });

  it("is addressed by the number in its URL, which is not its id", async () => {
    const { ask } = bench();
    const { id, url } = read(receiver, (await ask("POST", "/broadcast_receivers", wanted)).json);
    expect(url.endsWith(`/${id}`)).toBe(false);
    expect((await ask("GET", `/broadcast_receivers/${id}`)).status).toBe(404);
  });

  it("is changed, switched off and on, and deleted", async () => {
    const { ask } = bench();
    const made = read(receiver, (await ask("POST", "/broadcast_receivers", wanted)).json);
    const url = made.url;
    expect(await ask("PUT", url, { name: "Other" })).toMatchObject({
      status: 200,
      json: { name: "Other", payload_uri: wanted.payload_uri },
    });
    expect(await ask("PUT", made.add_subjects_url, { subjects: ["*", "timer"] })).toMatchObject({
      status: 200,
      json: { subjects: ["timer", "*"] },
    });
    expect(await ask("PUT", made.remove_subjects_url, { subjects: ["timer"] })).toMatchObject({
      status: 200,
      json: { subjects: ["*"] },
    });
    expect(await ask("PUT", made.disable_url)).toMatchObject({ status: 204, text: "" });
    expect(await ask("GET", url)).toMatchObject({ json: { state: "disabled" } });
    expect(await ask("PUT", made.enable_url)).toMatchObject({ status: 204, text: "" });
    expect(await ask("GET", url)).toMatchObject({ json: { state: "enabled" } });
    expect(await ask("DELETE", url)).toMatchObject({ status: 204, text: "" });
    expect((await ask("DELETE", url)).status).toBe(404);
  });

  it.each([
    { query: "", names: ["B", "A", "Other app 1"] },
    { query: "?name=other", names: ["Other app 1"] },
    { query: "?state=enabled", names: ["B", "A"] },
    { query: "?state=disabled", names: ["Other app 1"] },
    { query: "?subjects=*", names: ["B"] },
    { query: "?per_page=1", names: ["B"] },
  ])("lists newest first, filtered by $query", async ({ query, names }) => {
    const { ask } = bench({ receivers: 1 });
    await ask("POST", "/broadcast_receivers", { ...wanted, name: "A" });
    await ask("POST", "/broadcast_receivers", { ...wanted, name: "B", subjects: ["*"] });
    const { json } = await ask("GET", `/broadcast_receivers${query}`);
    expect(read(named, json).map((receiver) => receiver.name)).toEqual(names);
  });

  it.each([
    { body: {}, fields: ["name missing_field", "payload_uri missing_field", "subjects missing_field"] },
    { body: { ...wanted, name: " " }, fields: ["name missing_field"] },
    { body: { ...wanted, payload_uri: "ftp://a.example" }, fields: ["payload_uri missing_field"] },
    { body: { ...wanted, subjects: [] }, fields: ["subjects missing_field"] },
    { body: { ...wanted, subjects: ["invoice"] }, fields: ["subjects missing"] },
  ])("refuses $body", async ({ body, fields }) => {
    const { ask } = bench();
    const { status, json } = await ask("POST", "/broadcast_receivers", body);
    const { errors } = read(refusal, json);
    expect([status, errors.map((error) => `${error.field} ${error.code}`)]).toEqual([400, fields]);
  });
});
