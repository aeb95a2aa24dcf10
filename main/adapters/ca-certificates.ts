import { utilityProcess } from "electron";

/**
 * Asks Windows or macOS for the CA certificates that it trusts, by `module` in a process of its own: macOS judges each
 * certificate in turn, and where a company filters the network that takes ten seconds and more (nodejs/node#63313).
 * Meanwhile no clock here would tick; and a thread, unlike a process, can't be ended in the middle when the app quits.
 */
export function readSystemCaCertificates(module: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = utilityProcess.fork(module, [], { serviceName: "Tallylight CA certificates", stdio: "ignore" });
    asked.once("message", (answer: unknown) => {
      resolve(answer);
      asked.kill();
    });
    asked.once("exit", () => reject(new Error("The system's CA certificates could not be read")));
  });
}
