/** Longer lines are no announcement of an address; what they hold is forgotten. */
const longestLine = 8_192;

/**
 * Cuts a stream of bytes into lines without their ends. Lines may arrive in pieces; one that never ends takes no
 * memory beyond a fixed amount.
 */
export function createLineSplitter(onLine: (line: string) => void): (bytes: Uint8Array) => void {
  let kept: Buffer[] = [];
  let length = 0;
  let tooLong = false;

  function add(piece: Buffer): void {
    length += piece.length;
    if (length > longestLine) {
      tooLong = true;
      kept = [];
    } else if (piece.length > 0) {
      kept.push(piece);
    }
  }

  function finish(): void {
    const line = tooLong ? "" : Buffer.concat(kept).toString("utf8").replace(/\r$/, "");
    kept = [];
    length = 0;
    tooLong = false;
    if (line !== "") onLine(line);
  }

  return (bytes) => {
    let rest = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a)) {
      add(Buffer.from(rest.subarray(0, end)));
      finish();
      rest = rest.subarray(end + 1);
    }
    add(Buffer.from(rest));
  };
}
