import { useCallback } from "react";
import { formatDuration } from "../../app/model/format.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

/** Writes seconds as a duration in the format that the account's owner chose: `1:30` or `1.50`. */
export function useDuration(): (seconds: number) => string {
  const { timeFormat } = useWindowPorts();
  return useCallback((seconds) => formatDuration(seconds, timeFormat), [timeFormat]);
}
