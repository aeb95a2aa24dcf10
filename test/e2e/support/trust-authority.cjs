"use strict";

/*
 * Loaded by Electron before the app: makes its Node trust one certificate more, as NODE_EXTRA_CA_CERTS does for a
 * plain Node and not for Electron. The app itself is left as it is, and checks every certificate as ever.
 */
const { readFileSync } = require("node:fs");
const tls = require("node:tls");

const authority = readFileSync(process.env.NODE_EXTRA_CA_CERTS, "utf8");
const { createSecureContext } = tls;

tls.createSecureContext = (options) => {
  const secure = createSecureContext(options);
  secure.context.addCACert(authority);
  return secure;
};
