import { IconX } from "@tabler/icons-react";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, useStore } from "@xyflow/react";
import { memo } from "react";
import { WIRE_SHAPE } from "../core/farWires";
import { markOf } from "../core/marks";
import type { CanvasWire } from "../core/view";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";

/** A wire; a chosen one carries a button that deletes it, one at a chosen block stands out. */
export const WireLine = memo(function WireLine(props: EdgeProps<CanvasWire>) {
  const { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition } = props;
  const store = useEditorStore();
  const near = useStore(
    ({ nodeLookup }) => nodeLookup.get(props.source)?.selected || nodeLookup.get(props.target)?.selected,
  );
  const wire = props.data?.wire;
  const mark = useEditor((state) => wire && markOf(state.marks, wire));
  const mayDelete = useEditor((state) => props.selected && mayDraw(state));
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    ...WIRE_SHAPE,
  });
  return (
    <>
      <BaseEdge
        path={path}
        markerEnd={props.markerEnd}
        interactionWidth={20}
        className={[near && "wire-near", mark?.tone && `wire-${mark.tone}`].filter(Boolean).join(" ")}
        style={mark?.width === undefined ? undefined : { strokeWidth: mark.width }}
      />
      {mark?.calls ? <Travellers path={path} calls={mark.calls} /> : null}
      {mark?.badge !== undefined && (
        <EdgeLabelRenderer>
          <span
            className="wire-badge"
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {mark.badge}
          </span>
        </EdgeLabelRenderer>
      )}
      {mayDelete && mark?.badge === undefined && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className="wire-delete nodrag nopan"
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
            aria-label={t("deleteWire")}
            title={t("deleteWire")}
            onClick={() => {
              store.getState().select([], [props.id]);
              store.getState().removeSelected();
            }}
          >
            <IconX size={14} aria-hidden="true" />
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

const MOST_TRAVELLERS = 5;
const JOURNEY_S = 2;

/** Calls on their way along a wire; they stand still for those who want no motion. */
function Travellers({ path, calls }: { path: string; calls: number }) {
  const count = Math.min(calls, MOST_TRAVELLERS);
  return Array.from({ length: count }, (_, place) => (
    <circle
      // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
      key={place}
      className="wire-traveller"
      r={5}
      style={{ offsetPath: `path("${path}")`, animationDelay: `${(-place * JOURNEY_S) / count}s` }}
    />
  ));
}
