import {
  IconAlertCircle,
  IconAlertTriangleFilled,
  IconMinus,
  IconPencil,
  IconPlus,
} from "@tabler/icons-react";
import { Handle, type NodeProps, Position, useUpdateNodeInternals } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import type { Finding } from "../api/versions";
import type { BlockMark } from "../core/marks";
import { nameOf } from "../core/naming";
import { type Outlet, shownOutlets } from "../core/outlets";
import type { Diagnostic } from "../core/problems";
import { type SummaryPart, summaryOf } from "../core/summary";
import type { CanvasNode } from "../core/view";
import { t } from "../language";
import { useEditor } from "../store/editor";
import { blockColor, NodeIcon } from "./NodeIcon";

/** A node on the canvas, drawn from its catalogue entry alone. */
export const Block = memo(function Block({ id, data }: NodeProps<CanvasNode>) {
  const { node, spec } = data;
  const wired = useEditor((state) => state.wired.get(id)?.join("\n") ?? "");
  const problems = useEditor((state) => (state.looking ? undefined : state.problems.get(id)));
  const cautions = useEditor((state) => (state.looking ? undefined : state.cautionsAt.get(id)));
  const wiredNames = wired ? wired.split("\n") : [];
  const name = useEditor((state) => nameOf(state.specs, node));
  const mark = useEditor((state) => state.marks.blocks.get(id));
  const outlets = shownOutlets(spec, node, wiredNames);
  useFreshHandles(id, outlets);
  return (
    <div
      className={problems ? "block block-faulty" : "block"}
      data-tone={mark?.tone}
      style={blockColor(spec)}
    >
      {!spec?.entry && <Handle type="target" position={Position.Left} className="block-in" />}
      <div className="block-head">
        <NodeIcon spec={spec} />
        <div className="block-words">
          <div className="block-label">{name}</div>
          <BlockSummary node={data} />
        </div>
        {problems && <ProblemBadge problems={problems} />}
        {cautions && !problems && <CautionBadge cautions={cautions} />}
        {mark?.badge !== undefined && <MarkBadge mark={mark} />}
      </div>
      {outlets.map((outlet) => (
        <OutletRow
          key={outlet.name}
          outlet={outlet}
          wired={wiredNames.includes(outlet.name)}
          faulty={problems?.some((problem) => problem.field === outlet.name) ?? false}
        />
      ))}
    </div>
  );
});

/** React Flow measures handles when a block is new: tell it when the outlets have changed since. */
function useFreshHandles(id: string, outlets: readonly Outlet[]): void {
  const update = useUpdateNodeInternals();
  const names = outlets.map((outlet) => outlet.name).join("\n");
  const measured = useRef(names);
  useEffect(() => {
    if (measured.current === names) return;
    measured.current = names;
    update(id);
  }, [update, id, names]);
}

function BlockSummary({ node: { node, spec } }: { node: CanvasNode["data"] }) {
  const references = useEditor((state) => state.references);
  const numbers = useEditor((state) => (spec?.entry ? state.numbers : null));
  const parts: SummaryPart[] = spec ? summaryOf(spec, node, references) : [];
  const extra = numbers?.length ? [{ name: " numbers", text: numbers.join(", "), missing: false }] : [];
  const all = [...extra, ...parts];
  if (all.length === 0) return <div className="block-summary">{spec?.label ?? node.type}</div>;
  return (
    <div className="block-summary" title={all.map((part) => part.text).join(" · ")}>
      {all.map((part) => (
        <span key={part.name} className={part.missing ? "block-missing" : undefined}>
          {part.missing ? t("missing", { label: part.text }) : part.text}
        </span>
      ))}
    </div>
  );
}

function ProblemBadge({ problems }: { problems: readonly Diagnostic[] }) {
  const text = problems.map((problem) => problem.message).join("\n");
  return (
    <span
      className="block-badge"
      role="img"
      aria-label={t("problems", { count: problems.length })}
      title={text}
    >
      <IconAlertTriangleFilled size={12} aria-hidden="true" /> {problems.length}
    </span>
  );
}

function CautionBadge({ cautions }: { cautions: readonly Finding[] }) {
  return (
    <span
      className="block-badge is-caution"
      role="img"
      aria-label={t("cautions", { count: cautions.length })}
      title={cautions.map(({ message }) => message).join("\n")}
    >
      <IconAlertCircle size={13} stroke={2.25} aria-hidden="true" /> {cautions.length}
    </span>
  );
}

const MARK_ICONS = { added: IconPlus, removed: IconMinus, changed: IconPencil };

function MarkBadge({ mark }: { mark: BlockMark }) {
  const Icon = MARK_ICONS[mark.tone as keyof typeof MARK_ICONS];
  return (
    <span className="block-mark" role="img" aria-label={mark.title ?? mark.badge} title={mark.title}>
      {Icon && <Icon size={12} stroke={3} aria-hidden="true" />} {mark.badge}
    </span>
  );
}

interface OutletRowProps {
  outlet: Outlet;
  wired: boolean;
  faulty: boolean;
}

function OutletRow({ outlet, wired, faulty }: OutletRowProps) {
  const state = [wired && "is-wired", (faulty || outlet.label === null) && "is-faulty"]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={`block-outlet ${state}`}>
      <span className={outlet.key ? "visually-hidden" : "block-outlet-label"}>{outletLabel(outlet)}</span>
      {outlet.key && (
        <span className="block-key" aria-hidden="true">
          {outlet.name}
        </span>
      )}
      <Handle type="source" id={outlet.name} position={Position.Right} className="block-out" />
    </div>
  );
}

export function outletLabel(outlet: Outlet): string {
  if (outlet.label === null) return t("strayOutlet", { name: outlet.name });
  return outlet.key ? t("key", { key: outlet.name }) : outlet.label;
}
