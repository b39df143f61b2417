import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
} from "@tabler/icons-react";
import { useRef, useState } from "react";
import { ARRANGEMENTS, type Arrangement, leastFor } from "../core/align";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import { Tool } from "./Tool";

const icons: Readonly<Record<Arrangement, typeof IconLayoutAlignLeft>> = {
  left: IconLayoutAlignLeft,
  centre: IconLayoutAlignCenter,
  top: IconLayoutAlignTop,
  middle: IconLayoutAlignMiddle,
  across: IconLayoutDistributeVertical,
  down: IconLayoutDistributeHorizontal,
};

export const ARRANGE_KEYS: Readonly<Record<Arrangement, string>> = {
  left: "L",
  centre: "C",
  top: "T",
  middle: "M",
  across: "H",
  down: "V",
};

/** Ways to line up what is chosen. */
export function ArrangeMenu() {
  const store = useEditorStore();
  const box = useRef<HTMLFieldSetElement>(null);
  const [isOpen, setOpen] = useState(false);
  const chosen = useEditor(
    (state) => [...state.nodes, ...state.notes].filter((shown) => shown.selected).length,
  );
  const drawable = useEditor(mayDraw);
  const usable = drawable && chosen >= 2;
  const close = () => {
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  return (
    <fieldset
      ref={box}
      className="arrange"
      aria-label={t("arrange")}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        close();
      }}
    >
      <Tool
        icon={IconLayoutAlignBottom}
        label={t("arrange")}
        disabled={!usable}
        expanded={isOpen && usable}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && usable && (
        <ul className="arrange-list">
          {ARRANGEMENTS.map((how) => (
            <li key={how}>
              <ArrangeItem
                how={how}
                disabled={chosen < leastFor(how)}
                onPick={() => {
                  store.getState().arrange(how);
                  close();
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

interface ArrangeItemProps {
  how: Arrangement;
  disabled: boolean;
  onPick: () => void;
}

function ArrangeItem({ how, disabled, onPick }: ArrangeItemProps) {
  const Icon = icons[how];
  return (
    <button type="button" className="arrange-item" disabled={disabled} onClick={onPick}>
      <Icon size={18} stroke={1.75} aria-hidden="true" />
      <span>{t(`arrange_${how}`)}</span>
      <kbd>⇧ {ARRANGE_KEYS[how]}</kbd>
    </button>
  );
}
