/**
 * No test asks the directory of names: what that answers about a name that does not exist, and how long it
 * takes, is another thing on each machine. Here nobody has that name, which is answered at once.
 */
import dns from "node:dns";
import { isIP } from "node:net";

const ask = dns.lookup;

Object.assign(dns, {
  lookup: (name: string, ...rest: readonly unknown[]): void => {
    if (name === "localhost" || isIP(name) !== 0) return void Reflect.apply(ask, dns, [name, ...rest]);
    const answer = rest.at(-1);
    if (typeof answer !== "function") throw new TypeError("A name is looked up without waiting for the answer");
    const missing = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND", hostname: name });
    process.nextTick(answer, missing);
    return undefined;
  },
});
