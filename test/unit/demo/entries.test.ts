/** Entries: each documented field, code and filter. */
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { allPermissions, type Permissions } from "../../../app/demo/permissions.ts";
import { bench, firstProject, otherProject, present, read } from "./support.ts";

const entryList = v.array(v.object({ description: v.string() }));
const refusal = v.object({ errors: v.array(v.object({ resource: v.string(), field: v.string(), code: v.string() })) });

/** Codes of a refusal, as `field code`. */
function codesIn(json: unknown): readonly string[] {
  return read(refusal, json).errors.map(({ field, code }) => `${field} ${code}`);
}

async function withEntry() {
  const made = bench({ cast: "off" });
  const entry = made.server.account.addEntry({
    date: "2026-01-04",
    minutes: 7,
    description: "x #a",
    projectId: otherProject,
  });
  return { ...made, entry, path: `/entries/${entry.id}`, account: made.server.account };
}

describe("making an entry", () => {
  const given = { date: "2026-01-04", minutes: 7 };

  it("takes a project by its name, and makes one that is missing", async () => {
    const { ask, server } = bench();
    const known = await ask("POST", "/entries", { ...given, project_name: "project 0002" });
    expect(known).toMatchObject({ status: 201, json: { project: { id: otherProject }, minutes: 10 } });
    const made = await ask("POST", "/entries", { ...given, project_name: "New one" });
    expect(made).toMatchObject({
      status: 201,
      json: { project: { name: "New one", billing_increment: 15, enabled: true }, minutes: 15 },
    });
    expect(server.account.projects().map(({ name }) => name)).toContain("New one");
  });

  it("takes the number where both are given", async () => {
    const { ask } = bench();
    const entry = { ...given, project_id: firstProject, project_name: "New one" };
    expect(await ask("POST", "/entries", entry)).toMatchObject({ json: { project: { id: firstProject } } });
  });

  it("keeps who, and where it came from", async () => {
    const { ask } = bench({ cast: "quiet" });
    const entry = { ...given, user_id: 5539, source_url: "https://app.example/1" };
    expect(await ask("POST", "/entries", entry)).toMatchObject({
      status: 201,
      json: { user: { first_name: "Robin" }, source_url: "https://app.example/1", project: null },
    });
  });

  it.each([
    { fields: { user_id: 1 }, permissions: {}, code: "user_id missing" },
    { fields: { project_id: 1 }, permissions: {}, code: "project_id missing" },
    { fields: { description: "#new" }, permissions: { createTags: false }, code: "description cannot_create_tags" },
    {
      fields: { project_name: "New" },
      permissions: { createProjects: false },
      code: "project_name cannot_create_projects",
    },
    { fields: { project_name: "New" }, permissions: { projectLimit: 3 }, code: "project_name reached_project_limit" },
  ])("is refused: $code", async ({ fields, permissions, code }) => {
    const { ask, server } = bench();
    server.permissions = { ...allPermissions, ...permissions } satisfies Permissions;
    const answer = await ask("POST", "/entries", { ...given, ...fields });
    expect([answer.status, codesIn(answer.json)]).toEqual([400, [code]]);
    expect(server.account.entries.all()).toEqual([]);
    expect(server.account.projects()).toHaveLength(3);
  });
});

describe("changing an entry", () => {
  it("changes what is given, keeps the rest, and rounds again", async () => {
    const { ask, path, clock } = await withEntry();
    await clock.advance(60_000);
    const changed = await ask("PUT", path, { minutes: 61, description: "y #b", source_url: "https://a.example/" });
    expect(changed).toMatchObject({
      status: 200,
      json: {
        date: "2026-01-04",
        minutes: 65,
        description: "y #b",
        tags: [{ name: "b" }],
        project: { id: otherProject },
        source_url: "https://a.example/",
        created_at: "2026-01-05T09:00:00Z",
        updated_at: "2026-01-05T09:01:00Z",
      },
    });
    expect(await ask("GET", path)).toMatchObject({ json: changed.json });
  });

  it("makes 0 minutes of an entry whose minutes are not given", async () => {
    const { ask, path } = await withEntry();
    expect(await ask("PUT", path, { description: "z" })).toMatchObject({ status: 200, json: { minutes: 0 } });
  });

  it("blanks a field that is null", async () => {
    const { ask, path } = await withEntry();
    expect(await ask("PUT", path, { minutes: 1, description: null, project_id: null })).toMatchObject({
      json: { minutes: 1, description: null, project: null, tags: [] },
    });
  });

  it.each([
    { fields: { date: "2026-02-30" }, code: "date missing_field" },
    { fields: { minutes: -1 }, code: "minutes missing_field" },
    { fields: { project_id: 1 }, code: "project_id missing" },
  ])("refuses $fields", async ({ fields, code }) => {
    const { ask, path, entry, account } = await withEntry();
    const answer = await ask("PUT", path, fields);
    expect([answer.status, codesIn(answer.json)]).toEqual([400, [code]]);
    expect(account.entries.get(entry.id)).toBe(entry);
  });

  it("is refused once the entry is approved, until it is unapproved", async () => {
    const { ask, path } = await withEntry();
    expect((await ask("PUT", `${path}/approved`)).status).toBe(204);
    expect(await ask("GET", path)).toMatchObject({
      json: { approved_at: "2026-01-05T09:00:00Z", approved_by: { first_name: "Avery" } },
    });
    const refused = await ask("PUT", path, { minutes: 1 });
    expect([refused.status, codesIn(refused.json)]).toEqual([400, ["base approved_and_locked"]]);
    expect((await ask("PUT", `${path}/unapproved`)).status).toBe(204);
    expect((await ask("PUT", path, { minutes: 1 })).status).toBe(200);
  });
});

describe("deleting an entry", () => {
  it("answers 204, and 404 from then on", async () => {
    const { ask, path } = await withEntry();
    expect([(await ask("DELETE", path)).status, (await ask("DELETE", path)).status]).toEqual([204, 404]);
    expect((await ask("GET", path)).status).toBe(404);
    expect((await ask("PUT", path, { minutes: 1 })).status).toBe(404);
  });

  it.each(["approved", "marked_as_invoiced", "archived"])("is refused where it is %s", async (state) => {
    const { ask, path, account } = await withEntry();
    if (state === "archived") account.putProject({ ...account.project(otherProject), enabled: false });
    else expect((await ask("PUT", `${path}/${state}`)).status).toBe(204);
    const code = { approved: "approved_and_locked", marked_as_invoiced: "invoiced", archived: "archived_project" }[
      state
    ];
    const answer = await ask("DELETE", path);
    expect([answer.status, codesIn(answer.json)]).toEqual([400, [`base ${code}`]]);
    expect((await ask("GET", path)).status).toBe(200);
  });

  it("never gives a number twice", async () => {
    const { ask, path, entry, account } = await withEntry();
    await ask("DELETE", path);
    const next = account.addEntry({ date: "2026-01-04", minutes: 1, description: null, projectId: null });
    expect(next.id).toBeGreaterThan(entry.id);
  });
});

describe("filtering entries", () => {
  it.each([
    { query: "user_ids=5539", texts: ["Compressor manual #writing"] },
    { query: "description=IMPORT", texts: ["Route import #development"] },
    { query: "project_ids=37397,37399", texts: ["Site visit #travel", "Wireframes for the shop #design"] },
    { query: "from=2026-01-05&billable=false", texts: ["Team #lunch", "Stand-up #meeting"] },
    { query: "to=2026-01-04", texts: ["Site visit #travel", "Wireframes for the shop #design"] },
    { query: "invoiced=true", texts: ["Stand-up #meeting"] },
    { query: "invoiced_at_from=2026-01-03&invoiced_at_to=2026-01-03", texts: ["Stand-up #meeting"] },
    { query: "invoiced_at_from=2026-01-04", texts: [] },
    { query: "approved_at_from=2026-01-05&approved_at_to=2026-01-05", texts: ["Team #lunch"] },
    { query: "approved_by_ids=5539", texts: ["Team #lunch"] },
    { query: "approved_by_ids=5538", texts: [] },
    { query: "updated_from=2026-01-05T09:00:01Z", texts: ["Team #lunch", "Stand-up #meeting"] },
    { query: "updated_to=2026-01-05T09:00:00Z&user_ids=5539", texts: ["Compressor manual #writing"] },
    { query: "invoice_ids=1", texts: [] },
    { query: "import_ids=1", texts: [] },
    { query: "tags=design,travel", texts: [] },
    {
      query: "tags=design,travel&tag_filter_type=combination+of",
      texts: ["Site visit #travel", "Wireframes for the shop #design"],
    },
    { query: "tags=design", texts: ["Wireframes for the shop #design"] },
  ])("by $query", async ({ query, texts }) => {
    const { ask, server, clock } = bench({ cast: "quiet" });
    const { entries, tags } = server.account;
    const idOf = (text: string) => present(entries.all().find(({ description }) => description?.includes(text))).id;
    await clock.advance(1000);
    entries.approve(idOf("lunch"), 5539);
    entries.markInvoiced(idOf("Stand-up"), Date.UTC(2026, 0, 3));
    const withIds = query.replace(/tags=([a-z,]+)/, (_, names: string) => {
      const ids = names.split(",").map((name) => present(tags.all().find((tag) => tag.name === name)).id);
      return `tag_ids=${ids.join(",")}`;
    });
    const { json } = await ask("GET", `/entries?${withIds}`);
    expect(read(entryList, json).map(({ description }) => description)).toEqual(texts);
  });
});
