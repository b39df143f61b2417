import { Component, type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { t } from "../language";

/**
 * A part of the editor that is fetched when it is first shown. One that can't be fetched says so in its place, where it
 * can be tried again; the drawing and everything else stay.
 */
export function later(load: () => Promise<{ default: ComponentType }>): ComponentType {
  const attempts = [lazy(load)];
  return function Later() {
    const [attempt, setAttempt] = useState(attempts.length - 1);
    const Part = attempts[attempt] as ComponentType;
    return (
      <Fence key={attempt} onRetry={() => setAttempt(attempts.push(lazy(load)) - 1)}>
        <Suspense fallback={<p className="inspector-note">{t("partLoading")}</p>}>
          <Part />
        </Suspense>
      </Fence>
    );
  };
}

interface FenceProps {
  onRetry: () => void;
  children: ReactNode;
}

class Fence extends Component<FenceProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="part-failed" role="alert">
        <p>{t("partFailed")}</p>
        <button type="button" className="btn btn-sm" onClick={this.props.onRetry}>
          {t("retry")}
        </button>
      </div>
    );
  }
}
