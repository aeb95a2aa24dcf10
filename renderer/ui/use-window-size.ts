import { useEffect, useEffectEvent } from "react";

/** Tells of each change of the window's size. */
export function useWindowSize(onChange: () => void): void {
  const onResize = useEffectEvent(onChange);
  useEffect(() => {
    const listener = (): void => onResize();
    addEventListener("resize", listener);
    return () => removeEventListener("resize", listener);
  }, []);
}
