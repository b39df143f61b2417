import { IconX } from "@tabler/icons-react";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, useStore } from "@xyflow/react";
import { memo } from "react";
import type { CanvasWire } from "../core/view";
import { t } from "../language";
import { useEditorStore } from "../store/editor";

/** A wire; a chosen one carries a button that deletes it, one at a chosen block stands out. */
export const WireLine = memo(function WireLine(props: EdgeProps<CanvasWire>) {
  const { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition } = props;
  const store = useEditorStore();
  const near = useStore(
    ({ nodeLookup }) => nodeLookup.get(props.source)?.selected || nodeLookup.get(props.target)?.selected,
  );
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    borderRadius: 10,
    offset: 14,
  });
  return (
    <>
      <BaseEdge
        path={path}
        markerEnd={props.markerEnd}
        interactionWidth={20}
        className={near ? "wire-near" : undefined}
      />
      {props.selected && (
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
