import type { SubscriptionBook } from "../../../app/demo/subscriptions.ts";
import { assertNever } from "../../../app/model/assert-never.ts";

export type ReceiverLoss =
  | { readonly kind: "deleted" }
  | { readonly kind: "disabled" }
  | { readonly kind: "re-pointed"; readonly payloadUri: string };

/** Does to a receiver what another user could do at the account's website. Throws where there is no such receiver. */
export function loseReceiver(receivers: SubscriptionBook, loss: ReceiverLoss, urlId?: number): void {
  const receiver = urlId === undefined ? receivers.all()[0] : receivers.byUrlId(urlId);
  if (receiver === undefined || receiver === null) throw new Error("There is no receiver to lose");
  switch (loss.kind) {
    case "deleted":
      receivers.delete(receiver.urlId);
      return;
    case "disabled":
      receivers.update(receiver.urlId, { enabled: false });
      return;
    case "re-pointed":
      receivers.update(receiver.urlId, { payloadUri: loss.payloadUri });
      return;
    default:
      assertNever(loss, "receiver loss");
  }
}
