import { type ReactNode, useId } from "react";

/** What ties a control to its label and to what stands beneath it. */
interface ControlAttributes {
  readonly id: string;
  readonly className: "input";
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

interface FieldProps {
  readonly label: ReactNode;
  readonly renderControl: (attributes: ControlAttributes) => ReactNode;
  /** What is wrong with the value; null while nothing is. */
  readonly problem: string | null;
  /** Shown while there is no problem. */
  readonly hint?: string | null;
  /** The problem comes by itself, while the focus may be elsewhere: it is read out. */
  readonly announced?: boolean;
  readonly children?: ReactNode;
}

/** A labelled control with a line beneath it, as forms have them. */
export function Field({ label, renderControl, problem, hint = null, announced = false, children }: FieldProps) {
  const id = useId();
  const note = problem ?? hint;
  const noteId = note === null ? undefined : `${id}-note`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {renderControl({ id, className: "input", "aria-invalid": problem !== null, "aria-describedby": noteId })}
      {note !== null && (
        <p
          id={noteId}
          className={problem === null ? "hint" : "field-problem"}
          role={announced && problem !== null ? "alert" : undefined}
        >
          {note}
        </p>
      )}
      {children}
    </div>
  );
}
