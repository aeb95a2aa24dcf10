import { type ReactNode, useId } from "react";
import type { Unavailable } from "../../app/contract/unavailable.ts";
import { preferencesTexts } from "../../app/texts/preferences.ts";

interface SectionProps {
  readonly title: string;
  readonly detail?: string;
  readonly failed?: boolean;
  readonly children: ReactNode;
}

/** One subject of the preferences. */
export function Section({ title, detail, failed = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className="pref" aria-labelledby={id}>
      <h2 id={id} className="pref-title">
        {title}
      </h2>
      {detail !== undefined && <p className="hint">{detail}</p>}
      {children}
      {failed && (
        <p className="field-problem" role="alert">
          {preferencesTexts.failed}
        </p>
      )}
    </section>
  );
}

/** Why a control does nothing on this computer. */
export function WhyNot({ reason, id }: { readonly reason: Unavailable; readonly id?: string | undefined }) {
  if (reason === null) return null;
  return (
    <p id={id} className="hint">
      {preferencesTexts.unavailable[reason]}
    </p>
  );
}
