import { IconChevronDown, IconChevronUp, IconSearch, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { findOnCanvas } from "../core/find";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";

/** Finds blocks by what they are called and what they are set to. Enter leads from hit to hit. */
export function FindBox() {
  const store = useEditorStore();
  const [search, setSearch] = useState("");
  const [at, setAt] = useState<number | null>(null);
  const graph = useEditor((state) => state.looking ?? state.graph);
  const specs = useEditor((state) => state.specs);
  const references = useEditor((state) => state.references);
  const hits = findOnCanvas(graph, specs, references, search);
  const go = (by: 1 | -1) => {
    if (hits.length === 0) return;
    const next = at === null ? (by === 1 ? 0 : hits.length - 1) : (at + by + hits.length) % hits.length;
    const hit = hits[next] as string;
    setAt(next);
    store.getState().select([hit]);
    store.getState().reveal([hit], true);
  };
  const close = () => {
    store.getState().find(false);
    const hit = at === null ? undefined : hits[at];
    const found =
      hit && document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(hit)}"]`);
    if (found) found.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className="find-box" aria-label={t("find")}>
      <IconSearch size={16} aria-hidden="true" />
      <input
        className="form-control form-control-sm"
        data-find
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to search
        autoFocus
        aria-label={t("find")}
        placeholder={t("findHelp")}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(null);
        }}
        onKeyDown={press}
      />
      <span className="find-count" role="status">
        {search.trim() && hitsText(at, hits.length)}
      </span>
      <FindButton
        icon={IconChevronUp}
        label={t("findPrevious")}
        disabled={!hits.length}
        onClick={() => go(-1)}
      />
      <FindButton
        icon={IconChevronDown}
        label={t("findNext")}
        disabled={!hits.length}
        onClick={() => go(1)}
      />
      <FindButton icon={IconX} label={t("findClose")} onClick={close} />
    </search>
  );
}

function hitsText(at: number | null, count: number): string {
  return count ? t("findHits", { at: at === null ? "–" : at + 1, count }) : t("findNone");
}

interface FindButtonProps {
  icon: typeof IconX;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

function FindButton({ icon: Icon, label, disabled, onClick }: FindButtonProps) {
  return (
    <button
      type="button"
      className="btn-icon"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}
