import {
  IconArrowDown,
  IconArrowsSplit2,
  IconArrowUp,
  IconMinus,
  IconPencil,
  IconPlus,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { Change } from "../core/difference";
import { t } from "../language";
import { useEditorStore } from "../store/editor";
import { useChangeKeys } from "./useChangeKeys";

const ICONS = { added: IconPlus, removed: IconMinus, rewired: IconArrowsSplit2 };

interface ChangeListProps {
  changes: readonly Change[];
  /** The place of the one that was gone to last. */
  at: number | null;
}

/** The changes in sentences; a click shows the block that one is about. */
export function ChangeList({ changes, at }: ChangeListProps) {
  const store = useEditorStore();
  const { stepToChange } = store.getState();
  useChangeKeys();
  if (changes.length === 0) return <p className="version-hint">{t("noChange")}</p>;
  const count = changes.length;
  return (
    <>
      <div className="changes-head">
        <h3>{t(count === 1 ? "oneChange" : "changes", { count })}</h3>
        <Step label={t("previousChange")} keys="Alt+↑" onClick={() => stepToChange(-1)}>
          <IconArrowUp size={16} aria-hidden="true" />
        </Step>
        <Step label={t("nextChange")} keys="Alt+↓" onClick={() => stepToChange(1)}>
          <IconArrowDown size={16} aria-hidden="true" />
        </Step>
      </div>
      <ol className="changes">
        {changes.map((change, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same, and they stay in their order
          <li key={place}>
            <ChangeButton change={change} place={place} isHere={place === at} />
          </li>
        ))}
      </ol>
    </>
  );
}

interface StepProps {
  label: string;
  keys: string;
  onClick: () => void;
  children: React.ReactNode;
}

function Step({ label, keys, onClick, children }: StepProps) {
  return (
    <button
      type="button"
      className="btn-icon"
      aria-label={label}
      title={`${label} (${keys})`}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

interface ChangeButtonProps {
  change: Change;
  place: number;
  isHere: boolean;
}

function ChangeButton({ change: { kind, sentence }, place, isHere }: ChangeButtonProps) {
  const store = useEditorStore();
  const button = useRef<HTMLButtonElement>(null);
  const Icon = ICONS[kind as keyof typeof ICONS] ?? IconPencil;
  useEffect(() => {
    if (isHere) button.current?.scrollIntoView({ block: "nearest" });
  }, [isHere]);
  return (
    <button
      ref={button}
      type="button"
      className="change"
      data-kind={kind}
      aria-current={isHere}
      onClick={() => store.getState().goToChange(place)}
    >
      <Icon size={14} stroke={2.5} aria-hidden="true" />
      <span>{sentence}</span>
    </button>
  );
}
