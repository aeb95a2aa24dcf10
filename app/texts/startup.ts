import { localApiModes } from "../contract/setting-fields.ts";
import { namedRelays } from "../contract/relays.ts";
import { productName } from "./product-name.ts";

/** The app ends, and there may be neither a window nor a terminal to say so. */
export const fatalTexts = {
  title: { "not-started": `${productName} could not start`, ended: `${productName} has ended` },
  seeLog: (file: string) => `Something unexpected went wrong. The log says what: ${file}`,
  profileNotWritable: (folder: string, reason: string) =>
    `${productName} keeps its settings in a folder that cannot be written: ${folder} (${reason}). ` +
    "Make room on the disk, or see that you may write there, and start again.",
} as const;

/** A bad setting stops the start: one sentence, with the name and what is accepted, never with the value. */
export const configurationTexts = {
  apiUrl: "TALLYLIGHT_API_URL must be an https address, or http on this computer, with no user, query or fragment.",
  token: "TALLYLIGHT_TOKEN must be an access token of at most 1000 visible ASCII characters, with no spaces.",
  publicUrl:
    "TALLYLIGHT_PUBLIC_URL must be an https address, or http on this computer, with no user, query or fragment.",
  listenPort: "TALLYLIGHT_LISTEN_PORT must be a port number from 1 to 65535.",
  relay: {
    "not-understood":
      `TALLYLIGHT_RELAY must be ${namedRelays.join(", ")}, fixed:URL with ` +
      "TALLYLIGHT_LISTEN_PORT beside it, or ssh://USER@HOST:PORT?remote=PORT&url=URL&key=FILE.",
    "dialect-and-remote":
      "TALLYLIGHT_RELAY has dialect and remote, which exclude each other: a server of that dialect gives out addresses itself.",
    "dialect-and-key":
      "TALLYLIGHT_RELAY has dialect and key, which exclude each other: the address follows from this installation's own key.",
    "dialect-url":
      "TALLYLIGHT_RELAY with dialect needs url to be a pattern such as https://*.HOST, for its addresses differ.",
    "no-url": "TALLYLIGHT_RELAY needs url, the https address under which your server is reachable.",
    "no-remote": "TALLYLIGHT_RELAY needs remote: a port, NAME:PORT, or the path of a socket on your server.",
  },
  localApi: `TALLYLIGHT_LOCAL_API must be ${localApiModes.join(", ")}.`,
  socket: "TALLYLIGHT_SOCKET must be the absolute path of a socket.",
  relayTwice: "TALLYLIGHT_RELAY and TALLYLIGHT_PUBLIC_URL say the same thing: set only one of them.",
  publicUrlAlone: "TALLYLIGHT_PUBLIC_URL needs TALLYLIGHT_LISTEN_PORT beside it, a port number from 1 to 65535.",
  listenPortAlone:
    "TALLYLIGHT_LISTEN_PORT needs an https address beside it, in TALLYLIGHT_PUBLIC_URL or as fixed:URL in TALLYLIGHT_RELAY.",
  updates: "TALLYLIGHT_UPDATES must be off or tell.",
  flag: (name: string) => `${name} stands alone and takes no value.`,
} as const;
