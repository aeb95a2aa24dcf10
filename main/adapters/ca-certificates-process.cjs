"use strict";

/*
 * A process of its own (see ca-certificates.ts): answers the CA certificates that the system trusts, as PEM, and is
 * ended. Copied as it is and not bundled: a bundle shares its helpers with the app, which would be loaded here as well.
 */
const { getCACertificates } = require("node:tls");

// Older runtimes have no such call.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
process.parentPort.postMessage(getCACertificates === undefined ? [] : getCACertificates("system"));
