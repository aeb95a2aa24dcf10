/**
 * The JSON examples of the public API documentation, value by value: the client must decode them, the demo
 * server must produce the same keys and types. Where the documentation elides a nested object, the full
 * example of that resource stands in.
 */

export interface JsonObject {
  readonly [key: string]: JsonValue;
}
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A user as timers and entries embed it. */
export const embeddedUserExample = {
  id: 5538,
  email: "john.test@test.com",
  first_name: "John",
  last_name: "Test",
  profile_image_url: "https://api.nokotime.com/images/avatars/0000/0001/avatar.jpg",
  url: "https://api.nokotime.com/v2/users/5538",
} as const satisfies JsonObject;

/** A project as timers and entries embed it. */
export const embeddedProjectExample = {
  id: 37396,
  name: "Gear GmbH",
  billing_increment: 10,
  enabled: true,
  billable: true,
  color: "#ff9898",
  url: "https://api.nokotime.com/v2/projects/37396",
} as const satisfies JsonObject;

/** `GET /v2/projects/:id/timer`, and one item of `GET /v2/timers`. */
export const timerExample = {
  id: 123456,
  state: "running",
  seconds: 180,
  formatted_time: "00:03:00",
  date: "2013-07-09",
  description: "noko work",
  user: embeddedUserExample,
  project: embeddedProjectExample,
  url: "https://api.nokotime.com/v2/projects/37396/timer",
  start_url: "https://api.nokotime.com/v2/projects/37396/timer/start",
  pause_url: "https://api.nokotime.com/v2/projects/37396/timer/pause",
  add_or_subtract_time_url: "https://api.nokotime.com/v2/projects/37396/timer/add_or_subtract_time",
  log_url: "https://api.nokotime.com/v2/projects/37396/timer/log",
} as const satisfies JsonObject;

/** One item of `GET /v2/projects`: the short form and what the full one adds. */
export const projectExample = {
  ...embeddedProjectExample,
  group: { id: 3768, name: "Sprockets, Inc.", url: "https://api.nokotime.com/v2/project_groups/3768" },
  minutes: 180,
  billable_minutes: 120,
  unbillable_minutes: 60,
  invoiced_minutes: 120,
  remaining_minutes: 630,
  budgeted_minutes: 750,
  participants: [embeddedUserExample],
  entries: 0,
  entries_url: "https://api.nokotime.com/v2/projects/37396/entries",
  created_at: "2012-01-09T08:33:29Z",
  updated_at: "2012-01-09T08:33:29Z",
} as const satisfies JsonObject;

/** `GET /v2/current_user`. */
export const userExample = {
  ...embeddedUserExample,
  state: "active",
  role: "leader",
  entries_url: "https://api.nokotime.com/v2/users/5538/entries",
  time_format: "fraction",
  week_start: "Sunday",
  utc_offset: -18000,
  created_at: "2010-06-09T20:44:57Z",
  updated_at: "2010-06-09T20:44:57Z",
} as const satisfies JsonObject;

/** One item of `GET /v2/current_user/entries`. */
export const entryExample = {
  id: 1,
  date: "2012-01-09",
  user: embeddedUserExample,
  billable: true,
  minutes: 60,
  description: "noko",
  project: embeddedProjectExample,
  tags: [
    {
      id: 249397,
      name: "noko",
      billable: true,
      formatted_name: "#noko",
      url: "https://api.nokotime.com/v2/tags/249397",
    },
  ],
  source_url: null,
  invoiced_at: null,
  invoice: null,
  import: null,
  approved_at: null,
  approved_by: null,
  url: "https://api.nokotime.com/v2/entries/1711626",
  invoiced_outside_of_noko_url: "https://api.nokotime.com/v2/entries/1711626/marked_as_invoiced",
  approved_url: "https://api.nokotime.com/v2/entries/1711626/approved",
  unapproved_url: "https://api.nokotime.com/v2/entries/1711626/unapproved",
  created_at: "2012-01-09T08:33:29Z",
  updated_at: "2012-01-09T08:33:29Z",
} as const satisfies JsonObject;

/** `GET /v2/account`. */
export const accountExample = {
  id: 3344,
  name: "testit",
  invoicing_enabled: true,
  owner: embeddedUserExample,
  url: "https://api.nokotime.com/v2/account/",
  created_at: "2012-01-09T08:33:29Z",
  updated_at: "2012-01-09T08:33:29Z",
} as const satisfies JsonObject;

/** `GET /v2/broadcast_receivers/:id`. Its `id` and the id in its URLs differ in the documentation itself. */
export const receiverExample = {
  id: 77885522,
  name: "Da Best Timer Sync",
  state: "enabled",
  subjects: ["timer"],
  payload_uri: "http://dabestnokoapp.com/broadcasts/timer_messages",
  url: "https://api.nokotime.com/v2/broadcast_receivers/987654",
  add_subjects_url: "https://api.nokotime.com/v2/broadcast_receivers/987654/add_subjects",
  remove_subjects_url: "https://api.nokotime.com/v2/broadcast_receivers/987654/remove_subjects",
  reroll_secret_url: "https://api.nokotime.com/v2/broadcast_receivers/987654/reroll_secret",
  enable_url: "https://api.nokotime.com/v2/broadcast_receivers/987654/enable",
  disable_url: "https://api.nokotime.com/v2/broadcast_receivers/987654/disable",
} as const satisfies JsonObject;

/** The body of a broadcast. */
export const broadcastExample = {
  broadcast_receiver: { id: 77885522, name: "Da Best Timer Sync" },
  sent_at: "2020-09-30T15:19:28Z",
  last_event: "timer.running",
  subject: { type: "timer", url: "https://api.nokotime.com/v2/projects/37396/timer" },
} as const satisfies JsonObject;

/** `GET /v2/webhooks/:id`. */
export const webhookExample = {
  id: 123456,
  name: "Da Best Noko Webhook",
  state: "enabled",
  events: ["entry.created"],
  payload_uri: "http://dabestnokoapp.com/webhooks/entry_events",
  url: "https://api.nokotime.com/v2/webhooks/123456",
  add_events_url: "https://api.nokotime.com/v2/webhooks/123456/add_events",
  remove_events_url: "https://api.nokotime.com/v2/webhooks/123456/remove_events",
  reroll_secret_url: "https://api.nokotime.com/v2/webhooks/123456/reroll_secret",
  enable_url: "https://api.nokotime.com/v2/webhooks/123456/enable",
  disable_url: "https://api.nokotime.com/v2/webhooks/123456/disable",
} as const satisfies JsonObject;

/** The body of a webhook's ping. */
export const webhookPingExample = {
  payload_id: "6578e997-d144-46fb-a67d-07c886d1a7a1",
  created_at: "2020-07-29T15:19:28Z",
  type: "webhook.ping",
  object: {},
  webhook: { id: 123456, name: "Da Best Noko Webhook" },
} as const satisfies JsonObject;

/** The body of any other payload of a webhook. */
export const webhookPayloadExample = {
  webhook: { id: 123456, name: "Da Best Noko Webhook" },
  type: "entry.updated",
  created_at: "2012-01-09T08:33:29Z",
  changes: { minutes: [30, 60] },
  object: entryExample,
} as const satisfies JsonObject;

/** The body of a 400 where a field was refused. */
export const validationErrorExample = {
  message: "Validation Failed",
  errors: [{ resource: "Entry", field: "title", code: "missing_field" }],
} as const satisfies JsonObject;
