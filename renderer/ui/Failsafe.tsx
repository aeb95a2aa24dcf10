import { Component, type ReactNode } from "react";
import { windowTexts } from "../../app/texts/window.ts";
import { BusyButton } from "./BusyButton.tsx";

interface FailsafeProps {
  /** A new key is a new chance: the next snapshot is drawn although this one could not be. */
  readonly retryKey: number;
  readonly children: ReactNode;
}

interface FailsafeState {
  readonly failed: boolean;
  /** The key of the try that `failed` speaks of. */
  readonly retryKey: number;
}

/** A fault in drawing shows a sentence and a button instead of an empty window. React offers this to classes alone. */
export class Failsafe extends Component<FailsafeProps, FailsafeState> {
  override state: FailsafeState = { failed: false, retryKey: this.props.retryKey };

  static getDerivedStateFromError(): Partial<FailsafeState> {
    return { failed: true };
  }

  static getDerivedStateFromProps({ retryKey }: FailsafeProps, state: FailsafeState): FailsafeState | null {
    return retryKey === state.retryKey ? null : { failed: false, retryKey };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="screen screen-centred">
        <div className="empty">
          <h1 className="empty-title">{windowTexts.windowFailedTitle}</h1>
          <p className="empty-hint">{windowTexts.windowFailedRemedy}</p>
          <BusyButton busy={false} onPress={() => this.setState({ failed: false })}>
            {windowTexts.retry}
          </BusyButton>
        </div>
      </main>
    );
  }
}
