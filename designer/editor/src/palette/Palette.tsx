import { IconSearch } from "@tabler/icons-react";
import { type FormEvent, useId, useState } from "react";
import { flushSync } from "react-dom";
import { blockColor, NodeIcon } from "../canvas/NodeIcon";
import { BLOCK_DRAG } from "../canvas/useBlockDrop";
import { useMiddle } from "../canvas/useMiddle";
import { type NodeSpec, paletteGroups } from "../core/catalogue";
import { goTo, NAME } from "../inspector/goTo";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";

export const PALETTE_SEARCH = "[data-palette-search]";

/** All kinds of blocks. Enter in the search adds the first that it finds, to be named at once. */
export function Palette() {
  const [search, setSearch] = useState("");
  const specs = useEditor((state) => state.specs);
  const hasEntry = useEditor((state) => state.nodes.some((node) => node.data.spec?.entry));
  const groups = paletteGroups(specs, search, !hasEntry);
  const heading = useId();
  const store = useEditorStore();
  const middle = useMiddle();
  const addFirst = (event: FormEvent) => {
    event.preventDefault();
    const first = groups[0]?.specs[0];
    if (!first || !mayDraw(store.getState())) return;
    flushSync(() => {
      store.getState().addAfterSelection(first.type, middle());
      setSearch("");
    });
    goTo(NAME);
  };
  const drawable = useEditor(mayDraw);
  return (
    // While all its buttons are disabled, it is the list itself that is scrolled by keyboard.
    <section className="palette" aria-labelledby={heading} tabIndex={drawable ? undefined : 0}>
      <h2 id={heading} className="palette-title">
        {t("blocks")}
      </h2>
      <form className="palette-search" onSubmit={addFirst}>
        <IconSearch size={16} aria-hidden="true" />
        <input
          type="search"
          className="form-control form-control-sm"
          data-palette-search
          placeholder={t("searchBlocks")}
          aria-label={t("searchBlocks")}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </form>
      {groups.map((group) => (
        <div key={group.name} className="palette-group">
          <h3 className="palette-group-title">{group.name}</h3>
          {group.specs.map((spec) => (
            <PaletteBlock key={spec.type} spec={spec} />
          ))}
        </div>
      ))}
      {groups.length === 0 && (
        <p className="palette-empty" role="status">
          {t("nothingFound", { search })}
        </p>
      )}
      <p className="palette-help">{t("addHelp")}</p>
    </section>
  );
}

function PaletteBlock({ spec }: { spec: NodeSpec }) {
  const store = useEditorStore();
  const middle = useMiddle();
  const drawable = useEditor(mayDraw);
  return (
    <button
      type="button"
      className="palette-block"
      style={blockColor(spec)}
      title={spec.help}
      aria-label={t("addBlock", { label: spec.label })}
      draggable={drawable}
      disabled={!drawable}
      onDragStart={(event) => {
        event.dataTransfer.setData(BLOCK_DRAG, spec.type);
        event.dataTransfer.effectAllowed = "copy";
      }}
      onClick={() => store.getState().addAfterSelection(spec.type, middle())}
    >
      <NodeIcon spec={spec} size={16} />
      <span className="palette-block-label">{spec.label}</span>
    </button>
  );
}
