/** What the account's plan and the user's role allow. */
export interface Permissions {
  /** Whether a new hashtag may become a tag. */
  readonly createTags: boolean;
  /** Whether there are broadcast receivers for them. */
  readonly broadcasts: boolean;
}

export const allPermissions: Permissions = { createTags: true, broadcasts: true };
