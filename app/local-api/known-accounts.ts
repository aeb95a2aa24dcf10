import type { Application } from "../contract/application.ts";
import { type AccountView, accountViews, signedOutView } from "../contract/snapshot.ts";
import { instantNow } from "../model/instant.ts";
import type { Clock } from "../platform/ports.ts";
import { fold } from "../search/text-folding.ts";
import { refuse, RequestRefused, unknownAccount } from "./problems.ts";
import type { PublicStatus } from "./public-status.ts";
import { publicAccount, publicStatus } from "./status-view.ts";
import type { WatchNews } from "./timer-watch.ts";

/** Of a request: which account is meant, by its id or its label. */
export interface AboutAccount {
  readonly account?: string | undefined;
}

/** The accounts as programs name and see them. */
export interface KnownAccounts {
  /** The one in focus where none is named, which may be none. Throws `RequestRefused` where it cannot be told which is meant. */
  find(request: AboutAccount): AccountView;
  /** The same, of those that are signed in. */
  signedIn(request: AboutAccount): AccountView;
  /** The same account as it is by now. */
  again(view: AccountView): AccountView;
  /** Its status as it is by now. */
  status(view: AccountView): PublicStatus;
  /** The status that an event carries. */
  statusOf(news: Pick<WatchNews, "snapshot" | "view">): PublicStatus;
}

export interface KnownAccountsPorts {
  readonly application: Pick<Application, "snapshot">;
  /** Of the account in focus. */
  readonly goalMinutes: () => number | null;
  readonly clock: Clock;
}

export function createKnownAccounts({ application, goalMinutes, clock }: KnownAccountsPorts): KnownAccounts {
  function find({ account }: AboutAccount): AccountView {
    const snapshot = application.snapshot();
    if (account === undefined) return snapshot;
    const views = accountViews(snapshot);
    const wanted = fold(account);
    const named = views.filter((view) => {
      const known = publicAccount(view);
      return known !== null && (known.id === account || fold(known.label) === wanted);
    });
    const [view] = named;
    if (view !== undefined && named.length === 1) return view;
    throw new RequestRefused(unknownAccount(views.flatMap((each) => publicAccount(each) ?? [])));
  }

  function again({ id }: AccountView): AccountView {
    return accountViews(application.snapshot()).find((view) => view.id === id) ?? signedOutView(clock.wallNow());
  }

  function statusOf({ snapshot, view }: Pick<WatchNews, "snapshot" | "view">): PublicStatus {
    const goal = view.id === snapshot.id ? goalMinutes() : null;
    return publicStatus({ snapshot, view, goalMinutes: goal, now: instantNow(clock) });
  }

  return {
    find,
    signedIn(request) {
      const view = find(request);
      return view.id === null ? refuse("signed-out") : view;
    },
    again,
    status: (view) => statusOf({ snapshot: application.snapshot(), view: again(view) }),
    statusOf,
  };
}
