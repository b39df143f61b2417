import { IconChevronLeft, IconChevronRight, type IconProps } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { t } from "../language";

interface StepButtonsProps {
  /** Counted from 0. */
  at: number;
  count: number;
  /** What is there, for a screen reader. */
  words: string | undefined;
  goTo: (step: number) => void;
}

/** One step back, where one is, one step on. */
export function StepButtons({ at, count, words, goTo }: StepButtonsProps) {
  return (
    <div className="step-buttons">
      <StepButton
        icon={IconChevronLeft}
        label={t("previousStep")}
        ends={at <= 0}
        onClick={() => goTo(at - 1)}
      />
      <p role="status">
        {t("stepOf", { step: at + 1, count })}
        <span className="visually-hidden">: {words}</span>
      </p>
      <StepButton
        icon={IconChevronRight}
        label={t("nextStep")}
        ends={at >= count - 1}
        onClick={() => goTo(at + 1)}
      />
    </div>
  );
}

interface StepButtonProps {
  icon: ComponentType<IconProps>;
  label: string;
  ends: boolean;
  onClick: () => void;
}

/** At an end it keeps the focus, and does nothing. */
function StepButton({ icon: Icon, label, ends, onClick }: StepButtonProps) {
  return (
    <button
      type="button"
      className="btn-icon"
      aria-label={label}
      title={label}
      aria-disabled={ends}
      onClick={() => ends || onClick()}
    >
      <Icon size={20} aria-hidden="true" />
    </button>
  );
}
