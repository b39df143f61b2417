import { IconAdjustments, IconArrowUpRight, IconPlus, IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import { flushSync } from "react-dom";
import { isRemovable } from "../core/edit";
import type { FlowNode } from "../core/graph";
import type { OutlineRow } from "../core/outline";
import { problemsOf } from "../core/problems";
import { OutletSelect } from "../inspector/OutletSelect";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import { behind } from "./rows";

interface RowEditorProps {
  row: OutlineRow;
  onAdd: () => void;
  onRemove: () => void;
  onHome: () => void;
  /** Back to the list. */
  onLeave: () => void;
}

/** What can be changed about the row that a person is at. */
export function RowEditor({ row, onAdd, onRemove, onHome, onLeave }: RowEditorProps) {
  const store = useEditorStore();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const problems = useEditor((state) => (row.way ? state.problems.get(row.way.from) : undefined));
  const drawable = useEditor(mayDraw);
  const { way, node, kind } = row;
  const removable = node !== null && isRemovable(graph, specs, node);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leads out of its fields
    <div
      className="outline-fields"
      onBlur={() => store.getState().seal()}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onLeave();
      }}
    >
      <fieldset className="inspector-setting" disabled={!drawable}>
        {kind === "block" && node && <NameField node={node} />}
        {way && (
          <OutletSelect
            from={way.from}
            outlet={way.outlet}
            problems={problemsOf(problems, way.outlet.name, new Set([way.outlet.name]))}
          />
        )}
      </fieldset>
      <div className="outline-buttons">
        {behind(row, graph, specs) && drawable && (
          <button type="button" className="btn btn-sm" onClick={onAdd}>
            <IconPlus size={16} aria-hidden="true" /> {t(kind === "block" ? "outlineAddAfter" : "outlineAdd")}
          </button>
        )}
        {kind === "again" && (
          <button type="button" className="btn btn-sm" onClick={onHome}>
            <IconArrowUpRight size={16} aria-hidden="true" /> {t("outlineGo")}
          </button>
        )}
        {kind === "block" && node && <SettingsButton id={node.id} />}
        {kind === "block" && removable && drawable && (
          <button
            type="button"
            className="btn btn-sm btn-outline-danger inspector-delete"
            onClick={() => {
              onRemove();
              onLeave();
            }}
          >
            <IconTrash size={16} aria-hidden="true" /> {t("deleteBlock")}
          </button>
        )}
      </div>
    </div>
  );
}

function NameField({ node }: { node: FlowNode }) {
  const store = useEditorStore();
  const id = useId();
  return (
    <div className="inspector-outlet">
      <label className="inspector-outlet-label" htmlFor={id}>
        {t("outlineName")}
      </label>
      <input
        id={id}
        className="form-control form-control-sm"
        value={node.label}
        maxLength={80}
        onChange={(event) => store.getState().setLabel(node.id, event.target.value)}
      />
    </div>
  );
}

function SettingsButton({ id }: { id: string }) {
  const store = useEditorStore();
  const open = () => {
    const { select, enter } = store.getState();
    flushSync(() => {
      enter(null);
      select([id]);
    });
    document.querySelector<HTMLElement>("[data-inspector-first]")?.focus();
  };
  return (
    <button type="button" className="btn btn-sm" onClick={open}>
      <IconAdjustments size={16} aria-hidden="true" /> {t("outlineSettings")}
    </button>
  );
}
