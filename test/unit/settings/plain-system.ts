import type { capabilitiesOf } from "../../../app/settings/capabilities.ts";

/** An installed app on X11 with a session bus and a place for secrets. */
export const plainSystem: Parameters<typeof capabilitiesOf>[0] = {
  platform: "linux",
  wayland: false,
  packaged: true,
  relayGiven: false,
  programsGiven: false,
  sessionBus: "unix:path=/run/user/1000/bus",
  desktop: "KDE",
  panel: "there",
  secrets: "stored",
  input: "heard",
};
