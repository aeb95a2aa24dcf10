import { Switch } from "@base-ui/react/switch";
import { useId } from "react";
import type { Unavailable } from "../../app/contract/unavailable.ts";
import { WhyNot } from "./Section.tsx";

interface ToggleProps {
  readonly label: string;
  readonly checked: boolean;
  readonly unavailable?: Unavailable;
  readonly onChange: (checked: boolean) => void;
}

export function Toggle({ label, checked, unavailable = null, onChange }: ToggleProps) {
  const id = useId();
  const why = unavailable === null ? undefined : `${id}-why`;
  return (
    <div className="pref-row-group">
      <div className="pref-row">
        <label id={id} htmlFor={`${id}-switch`} className="pref-label">
          {label}
        </label>
        <Switch.Root
          id={`${id}-switch`}
          className="switch"
          aria-labelledby={id}
          aria-describedby={why}
          checked={checked}
          disabled={unavailable !== null}
          onCheckedChange={onChange}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      </div>
      <WhyNot reason={unavailable} id={why} />
    </div>
  );
}
