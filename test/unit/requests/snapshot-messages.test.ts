import { expect, test } from "vitest";
import { createSnapshotMessages } from "../../../app/requests/snapshot-messages.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { project, signedIn } from "../tray/snapshots.ts";

test("the list of projects goes out with the revision that brought it, and to a client that asks", () => {
  const messages = createSnapshotMessages(new FakeClock());
  const first = [project(1, "A")];
  const second = [project(1, "A"), project(2, "B")];
  const sent = [
    messages.news(signedIn({ revision: 3, projects: first })),
    messages.news(signedIn({ revision: 4, projects: first })),
    messages.whole(signedIn({ revision: 4, projects: first })),
    messages.news(signedIn({ revision: 5, projects: second })),
    messages.whole(signedIn({ revision: 6, projects: second })),
    messages.news(signedIn({ revision: 7, projects: second })),
  ];
  expect(sent.map(({ snapshot, projects, projectsSince }) => [snapshot.revision, projects, projectsSince])).toEqual([
    [3, first, 3],
    [4, null, 3],
    [4, first, 3],
    [5, second, 5],
    [6, second, 5],
    [7, null, 5],
  ]);
  expect(sent.filter(({ snapshot }) => "projects" in snapshot)).toEqual([]);
});
