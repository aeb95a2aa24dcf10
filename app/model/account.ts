export type TimeFormat = "fraction" | "hours_minutes";

/** Who is signed in, as far as the surfaces need to know. Never carries a token. */
export type Account =
  | { readonly kind: "signed-out" }
  | { readonly kind: "signing-in"; readonly demo: boolean }
  | {
      readonly kind: "signed-in";
      readonly demo: boolean;
      readonly name: string;
      readonly email: string;
      readonly timeFormat: TimeFormat;
    };
