import { useEffect, useId, useMemo, useRef, useState } from "react";
import { QuickAdd } from "../canvas/QuickAdd";
import type { QuickPlace } from "../canvas/useQuickAdd";
import { type OutlineRow, outlineOf, rowOf, unfolded } from "../core/outline";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import { OutlineTree } from "./OutlineTree";
import { RowEditor } from "./RowEditor";
import { behind } from "./rows";
import "./outline.css";

/** The drawing as a list that can be read and changed without the canvas. */
export default function OutlinePanel() {
  const store = useEditorStore();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const drawable = useEditor(mayDraw);
  const rows = useMemo(() => outlineOf(graph, specs), [graph, specs]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [adding, setAdding] = useState<QuickPlace | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const shown = unfolded(rows, folded);
  const [current, go] = useCurrentRow(rows, shown);
  const help = useId();

  const focusTree = () => tree.current?.focus();
  const fold = (key: string, isFolded: boolean) =>
    setFolded((before) => {
      const after = new Set(before);
      if (isFolded) after.add(key);
      else after.delete(key);
      return after;
    });
  const add = () => {
    const place = current && behind(current, graph, specs);
    const line = tree.current?.querySelector("[aria-selected=true]")?.getBoundingClientRect();
    if (drawable && place && line) setAdding({ screen: { x: line.left, y: line.bottom }, source: place });
  };
  const remove = () => {
    const { select, removeSelected, lead } = store.getState();
    if (current?.kind === "block" && current.node) {
      select([current.node.id]);
      removeSelected();
    } else if (current?.kind === "again" && current.way) {
      lead(current.way.from, current.way.outlet.name, "");
    }
  };
  const goHome = () => {
    const home = current?.node && rowOf(rows, current.node.id);
    if (!home) return;
    setFolded(new Set());
    go(home);
  };

  return (
    <div className="outline">
      <p id={help} className="inspector-help">
        {t("outlineHelp")}
      </p>
      <OutlineTree
        tree={tree}
        rows={shown}
        current={current}
        folded={folded}
        describedBy={help}
        onGo={go}
        onFold={fold}
        onHome={goHome}
        onAdd={add}
        onRemove={remove}
      />
      {current && current.kind !== "aside" && (
        <RowEditor
          key={current.key}
          row={current}
          onAdd={add}
          onRemove={remove}
          onHome={goHome}
          onLeave={focusTree}
        />
      )}
      {adding?.source && (
        <QuickAdd
          at={adding}
          onClose={() => {
            setAdding(null);
            focusTree();
          }}
          onPick={(type) => {
            const { from, outlet } = adding.source as { from: string; outlet: string };
            store.getState().insertAfter(type, from, outlet);
            setAdding(null);
            focusTree();
          }}
        />
      )}
    </div>
  );
}

/** The row that a person is at: it follows what is chosen on the canvas, and leads there. */
function useCurrentRow(rows: readonly OutlineRow[], shown: readonly OutlineRow[]) {
  const store = useEditorStore();
  const [key, setKey] = useState<string | null>(null);
  const chosen = useEditor((state) => {
    const selected = state.nodes.filter((node) => node.selected);
    return selected.length === 1 ? (selected[0]?.id ?? null) : null;
  });
  const current = shown.find((row) => row.key === key) ?? shown[0];
  const subject = current && subjectOf(current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice on the canvas leads elsewhere
  useEffect(() => {
    const row = chosen === null || chosen === subject ? undefined : rowOf(rows, chosen);
    if (row) setKey(row.key);
  }, [chosen]);
  const go = (row: OutlineRow) => {
    setKey(row.key);
    const id = subjectOf(row);
    if (id === undefined) return;
    store.getState().select([id]);
    store.getState().reveal([id]);
  };
  return [current, go] as const;
}

/** The block that is shown on the canvas for a row: the one that stands there, or that the free outlet is of. */
function subjectOf({ node, way }: OutlineRow): string | undefined {
  return node?.id ?? way?.from;
}
