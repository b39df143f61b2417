import { useEffect, useRef, useState } from "react";
import { paletteGroups } from "../core/catalogue";
import { t } from "../language";
import { useEditor } from "../store/editor";
import { NodeIcon } from "./NodeIcon";
import type { QuickPlace } from "./useQuickAdd";

const WIDTH = 240;
const HEIGHT = 300;

interface QuickAddProps {
  at: QuickPlace;
  onPick: (type: string) => void;
  onClose: () => void;
}

/** A small list of blocks at the pointer. Typing searches, Enter takes the first, Escape closes. */
export function QuickAdd({ at, onPick, onClose }: QuickAddProps) {
  const box = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState("");
  const specs = useEditor((state) => state.specs);
  const found = paletteGroups(specs, search, false).flatMap((group) => group.specs);
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) onClose();
    };
    window.addEventListener("pointerdown", outside, true);
    return () => window.removeEventListener("pointerdown", outside, true);
  }, [onClose]);
  return (
    <div
      className="quick-add"
      ref={box}
      role="dialog"
      aria-label={t("quickAdd")}
      style={{
        left: Math.max(8, Math.min(at.screen.x, window.innerWidth - WIDTH - 16)),
        top: Math.max(8, Math.min(at.screen.y, window.innerHeight - HEIGHT - 16)),
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (found[0]) onPick(found[0].type);
        }}
      >
        <input
          className="form-control form-control-sm"
          // biome-ignore lint/a11y/noAutofocus: the list opens where the person has just acted
          autoFocus
          value={search}
          placeholder={t("searchBlocks")}
          aria-label={t("searchBlocks")}
          onChange={(event) => setSearch(event.target.value)}
        />
      </form>
      <ul>
        {found.map((spec) => (
          <li key={spec.type}>
            <button type="button" className="quick-add-block" onClick={() => onPick(spec.type)}>
              <NodeIcon spec={spec} size={14} />
              {spec.label}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="palette-empty">{t("nothingFound", { search })}</p>}
    </div>
  );
}
