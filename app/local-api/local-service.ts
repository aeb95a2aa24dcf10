/** Answers the requests of programs: one handler for each. */
import type { AccountId } from "../contract/account-id.ts";
import type { Application } from "../contract/application.ts";
import type { WindowView } from "../contract/requests.ts";
import type { AccountView } from "../contract/snapshot.ts";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import { assertNever } from "../model/assert-never.ts";
import { instantNow } from "../model/instant.ts";
import type { Clock } from "../platform/ports.ts";
import type { AppWindow } from "../requests/app-window.ts";
import { createIdempotencyKeys } from "./idempotency.ts";
import { createKnownAccounts } from "./known-accounts.ts";
import { type LocalAnswer, type LocalRequestName, type Permission, permissionOf } from "./local-requests.ts";
import { timerMeant } from "./plan-verb.ts";
import { refuse } from "./problems.ts";
import { createProgramEntries } from "./program-entries.ts";
import { createProgramVerbs } from "./program-verbs.ts";
import type { LocalRequest } from "./protocol.ts";
import type { PublicStatus } from "./public-status.ts";
import { indexOf } from "./resolve-project.ts";
import { publicProject, publicToday } from "./status-view.ts";
import type { TimerWatch, Watched, WatchNews } from "./timer-watch.ts";

export interface LocalServicePorts {
  readonly application: Pick<Application, "snapshot" | "dispatch" | "askPerson" | "readDays">;
  readonly watch: TimerWatch;
  readonly diagnostics: Pick<Diagnostics, "lines">;
  readonly window: Pick<AppWindow, "show">;
  /** Of the account in focus. */
  readonly goalMinutes: () => number | null;
  /** Of the account in focus. */
  readonly favourites: () => readonly number[];
  readonly clock: Clock;
}

/** What a connection is to its requests. */
export interface LocalCaller {
  readonly may: Permission;
  /** By the name that it gave; null where it gave none. */
  client(): string | null;
  noteClient(name: string): void;
  /** From now on the client is sent what changes. */
  watch(watched: Watched, request: LocalRequest<"watch">): void;
}

export interface LocalService {
  /** The members of the answer. Throws `RequestRefused`. */
  answer(request: LocalRequest, caller: LocalCaller): Promise<object>;
  /** The status that an event carries. */
  statusOf(news: Pick<WatchNews, "snapshot" | "view">): PublicStatus;
}

type Handlers = {
  readonly [Name in LocalRequestName]: (
    request: LocalRequest<Name>,
    caller: LocalCaller,
  ) => LocalAnswer<Name> | Promise<LocalAnswer<Name>>;
};

export function createLocalService(ports: LocalServicePorts): LocalService {
  const { application, diagnostics, window, clock } = ports;
  const accounts = createKnownAccounts(ports);
  const keys = createIdempotencyKeys(clock);
  const verbs = createProgramVerbs({ ...ports, accounts, keys });
  const entries = createProgramEntries({ ...ports, accounts, keys });

  async function doctor(request: LocalRequest<"doctor">): Promise<LocalAnswer<"doctor">> {
    const view = accounts.find(request);
    if (request.repair !== undefined) {
      await application.dispatch({ kind: "repair", hop: request.repair, ...accountOf(view) }, "program");
    }
    const lines = await diagnostics.lines();
    const told = lines.map(({ label, value, good, remedy }) => {
      const repair = remedy?.kind === "repair" ? remedy.hop : null;
      return { label, value, good, repair };
    });
    return { lines: told, status: accounts.status(view) };
  }

  function projects(request: LocalRequest<"projects">): LocalAnswer<"projects"> {
    const view = accounts.signedIn(request);
    const isFocused = view.id === application.snapshot().id;
    const usage = {
      timers: view.timers,
      favourites: isFocused ? ports.favourites() : [],
      recent: view.recentProjects,
    };
    const { matches, total } = indexOf(view.projects).search(request.query, usage, request.limit);
    const found = matches.map(({ project }) => publicProject(project, view));
    return { projects: found, total, complete: view.projectsLoaded === "all" };
  }

  const handlers: Handlers = {
    hello({ client }, caller) {
      caller.noteClient(client);
      return {};
    },
    status: (request) => ({ status: accounts.status(accounts.find(request)) }),
    watch(request, caller) {
      const view = accounts.find(request);
      caller.watch(request.account === undefined || view.id === null ? "focus" : view.id, request);
      return { status: accounts.status(view) };
    },
    start: verbs.run,
    pause: verbs.run,
    resume: verbs.run,
    switch: verbs.run,
    toggle: verbs.run,
    log: verbs.log,
    adjust: verbs.run,
    describe: verbs.run,
    discard: verbs.run,
    undo: verbs.run,
    add: entries.add,
    today: (request) => ({ today: publicToday(accounts.signedIn(request), instantNow(clock)) }),
    entries: entries.list,
    review: entries.review,
    projects,
    doctor,
    open(request) {
      window.show(windowView(request, accounts.find(request)));
      return {};
    },
    confirm({ verb, seconds }, caller) {
      const client = caller.client();
      return verb.do === "add" ? entries.confirm(verb, seconds, client) : verbs.confirm(verb, seconds, client);
    },
  };

  return {
    statusOf: (news) => accounts.statusOf(news),
    async answer(request, caller) {
      if (permissionOf(request) === "act" && caller.may === "look") return refuse("not-allowed");
      return handle(handlers, request, caller);
    },
  };
}

function handle<Name extends LocalRequestName>(
  handlers: Pick<Handlers, Name>,
  request: LocalRequest<Name>,
  caller: LocalCaller,
): LocalAnswer<Name> | Promise<LocalAnswer<Name>> {
  const name: Name = request.do;
  return handlers[name](request, caller);
}

/** A view of one timer, of the account that is named. */
function windowView(request: Pick<LocalRequest<"open">, "view" | "project">, view: AccountView): WindowView {
  switch (request.view) {
    case "log":
    case "adjust":
    case "describe": {
      const { projectId } = timerMeant(request.project, view);
      return { kind: request.view, projectId, ...accountOf(view) };
    }
    case "main":
    case "quick-switcher":
    case "preferences":
    case "diagnostics":
      return { kind: request.view };
    default:
      return assertNever(request.view, "view");
  }
}

function accountOf({ id }: AccountView): { readonly account?: AccountId } {
  return id === null ? {} : { account: id };
}
