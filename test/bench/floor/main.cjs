/**
 * The least that an app of this kind can be: a bare Electron with a tray icon. Every figure of the benchmark is
 * compared with what this costs on the same Electron, in the same run.
 *
 *   --show                  also opens a window with a trivial page; a click on the icon toggles it
 *   --page=list             the trivial page is instead a field and a list whose texts every key changes
 *   --relay-to=URL          listens for requests, asks URL for each, and then changes the tooltip
 */
const http = require("node:http");
const path = require("node:path");
const { app, BrowserWindow, nativeImage, Tray } = require("electron");

const relayTo = app.commandLine.getSwitchValue("relay-to");
let tray;
let window;

void app.whenReady().then(() => {
  tray = new Tray(nativeImage.createFromBitmap(Buffer.alloc(22 * 22 * 4, 0x80), { width: 22, height: 22 }));
  tray.on("click", toggle);
  if (app.commandLine.hasSwitch("show")) toggle();
  if (relayTo !== "") relay(relayTo);
});
app.on("window-all-closed", () => undefined);
process.on("SIGTERM", () => app.exit(0));

function toggle() {
  if (window === undefined) {
    window = new BrowserWindow({ width: 380, height: 560, show: false, frame: false });
    window.once("ready-to-show", () => window.show());
    void window.loadFile(path.join(__dirname, `${app.commandLine.getSwitchValue("page") || "page"}.html`));
  } else if (window.isVisible()) {
    window.hide();
  } else {
    window.show();
  }
}

/** One round trip in, one out, one update over D-Bus: whoever follows a broadcast needs these. */
function relay(target) {
  const agent = new http.Agent({ keepAlive: true });
  let updates = 0;
  const server = http.createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      response.end();
      http.get(target, { agent }, (answer) => {
        answer.resume();
        answer.on("end", () => tray.setToolTip(`Update ${(updates += 1)}`));
      });
    });
  });
  server.listen(0, "127.0.0.1", () => process.stdout.write(`listening on ${server.address().port}\n`));
}
