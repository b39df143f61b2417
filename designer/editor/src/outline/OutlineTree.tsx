import { IconChevronDown, IconChevronRight, IconCornerUpLeft } from "@tabler/icons-react";
import { type CSSProperties, type KeyboardEvent, memo, type RefObject, useEffect, useId } from "react";
import { NodeIcon } from "../canvas/NodeIcon";
import type { OutlineRow } from "../core/outline";
import { t } from "../language";
import { useEditor } from "../store/editor";
import { titleOf, wayOf } from "./rows";

interface OutlineTreeProps {
  tree: RefObject<HTMLDivElement | null>;
  rows: readonly OutlineRow[];
  current: OutlineRow | undefined;
  folded: ReadonlySet<string>;
  describedBy: string;
  onGo: (row: OutlineRow) => void;
  onFold: (key: string, folded: boolean) => void;
  /** Leads from a row that names a block again to where it stands. */
  onHome: () => void;
  onAdd: () => void;
  onRemove: () => void;
}

/** A tree by the book: one stop for Tab, arrow keys within. */
export function OutlineTree(props: OutlineTreeProps) {
  const { tree, rows, current, folded, describedBy, onGo, onFold } = props;
  const id = useId();
  const at = current ? rows.indexOf(current) : -1;
  useEffect(() => {
    if (at >= 0) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);
  const press = (event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey || event.altKey ? undefined : commandFor(event.key, props);
    if (!command) return;
    event.preventDefault();
    command();
  };
  return (
    <div
      ref={tree}
      className="outline-tree"
      role="tree"
      aria-label={t("outline")}
      aria-describedby={describedBy}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={press}
    >
      {rows.map((row, place) => (
        <Row
          key={row.key}
          id={`${id}-${place}`}
          row={row}
          isCurrent={row === current}
          isFolded={folded.has(row.key)}
          onGo={onGo}
          onFold={onFold}
        />
      ))}
    </div>
  );
}

function commandFor(key: string, props: OutlineTreeProps): (() => void) | undefined {
  const { rows, current, folded, onGo, onFold, onHome, onAdd, onRemove } = props;
  if (!current) return undefined;
  const at = rows.indexOf(current);
  const to = (place: number) => () => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (row) onGo(row);
  };
  const isOpen = current.isParent && !folded.has(current.key);
  const commands: Readonly<Record<string, () => void>> = {
    ArrowDown: to(at + 1),
    ArrowUp: to(at - 1),
    Home: to(0),
    End: to(rows.length - 1),
    ArrowRight() {
      if (current.kind === "again") onHome();
      else if (isOpen) to(at + 1)();
      else onFold(current.key, false);
    },
    ArrowLeft() {
      if (isOpen) onFold(current.key, true);
      else to(rows.findIndex((row) => row.key === current.parent))();
    },
    Enter: enterFields,
    F2: enterFields,
    Insert: onAdd,
    "+": onAdd,
    Delete: onRemove,
    Backspace: onRemove,
  };
  return commands[key];
}

function enterFields(): void {
  document.querySelector<HTMLElement>(".outline-fields :is(input, select):not(:disabled)")?.focus();
}

interface RowProps {
  id: string;
  row: OutlineRow;
  isCurrent: boolean;
  isFolded: boolean;
  onGo: (row: OutlineRow) => void;
  onFold: (key: string, folded: boolean) => void;
}

const Row = memo(function Row({ id, row, isCurrent, isFolded, onGo, onFold }: RowProps) {
  const specs = useEditor((state) => state.specs);
  const problems = useEditor((state) => (row.node ? (state.problems.get(row.node.id)?.length ?? 0) : 0));
  const spec = row.node ? specs.get(row.node.type) : undefined;
  const title = titleOf(row, specs);
  const way = wayOf(row);
  const kind = row.kind === "block" && spec && spec.label !== title ? spec.label : null;
  const faults = row.kind === "block" && problems > 0;
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of its rows
    // biome-ignore lint/a11y/useFocusableInteractive: the tree holds the focus and names its current row
    <div
      id={id}
      role="treeitem"
      className={`outline-row is-${row.kind}`}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-expanded={row.isParent ? !isFolded : undefined}
      aria-selected={isCurrent}
      style={indentOf(row)}
      onClick={() => onGo(row)}
    >
      {row.isParent ? (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys fold
        // biome-ignore lint/a11y/noStaticElementInteractions: a place to click; the row says whether it is folded
        <span
          className="outline-fold"
          title={t("outlineFold")}
          onClick={(event) => {
            event.stopPropagation();
            onFold(row.key, !isFolded);
          }}
        >
          <Chevron size={14} aria-hidden="true" />
        </span>
      ) : (
        <span className="outline-fold" />
      )}
      {row.kind === "block" && <NodeIcon spec={spec} size={12} />}
      {row.kind === "again" && <IconCornerUpLeft size={14} aria-hidden="true" />}
      <span className="outline-words">
        {way !== null && <span className="outline-way">{way}: </span>}
        <span className="outline-title">{title}</span>
        {kind !== null && <span className="outline-kind">, {kind}</span>}
        {faults && <span className="outline-faults">, {t("problems", { count: problems })}</span>}
      </span>
    </div>
  );
});

function indentOf({ indent }: OutlineRow): CSSProperties {
  return { "--indent": `${indent}px` } as CSSProperties;
}
