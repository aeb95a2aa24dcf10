/** What the account's plan and the user's role allow. */
export interface Permissions {
  /** Whether a new hashtag may become a tag. */
  readonly createTags: boolean;
  /** Whether a new `project_name` may become a project. */
  readonly createProjects: boolean;
  /** How many projects that are not archived the plan has room for; null for no limit. */
  readonly projectLimit: number | null;
  /** Whether there are broadcast receivers for them. */
  readonly broadcasts: boolean;
  /** Whether there are webhooks for them. */
  readonly webhooks: boolean;
}

/** A permission without which a whole part of the API answers 403. */
export type Feature = "broadcasts" | "webhooks";

export const allPermissions: Permissions = {
  createTags: true,
  createProjects: true,
  projectLimit: null,
  broadcasts: true,
  webhooks: true,
};
