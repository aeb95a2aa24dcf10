/** `npm run docs:local-protocol` writes docs/local-protocol.json: what lines of the local protocol look like, made of the schemas that the app decodes by. */
import { writeFileSync } from "node:fs";
import { localProtocolSchema, schemaFile } from "./lib/local-protocol-schema.ts";

writeFileSync(schemaFile, localProtocolSchema());
