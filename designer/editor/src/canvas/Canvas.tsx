import {
  Background,
  BackgroundVariant,
  type Connection,
  Controls,
  MarkerType,
  Panel,
  ReactFlow,
  SelectionMode,
  useStore,
} from "@xyflow/react";
import { useCallback, useMemo } from "react";
import { GRID } from "../core/geometry";
import type { CanvasNode, CanvasNote, CanvasWire } from "../core/view";
import { t } from "../language";
import { ModeBar } from "../modes/ModeBar";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import { Block } from "./Block";
import { CanvasNote as NoteAbove } from "./CanvasNote";
import { canvasWords } from "./canvasWords";
import { FarWires, useWires } from "./FarWires";
import { FindBox } from "./FindBox";
import { NoteArea } from "./NoteArea";
import { Overview } from "./Overview";
import { QuickAdd } from "./QuickAdd";
import { Toolbar } from "./Toolbar";
import { useBlockDrop } from "./useBlockDrop";
import { useMoving } from "./useMoving";
import { useQuickAdd } from "./useQuickAdd";
import { useReveal, wholeDrawing } from "./useReveal";
import { useTapWire } from "./useTapWire";
import { WireLine } from "./WireLine";

/** Where text is too small to read, the browser need not draw it. */
const FAR = 0.35;
/** Where a block is a spot of colour. */
const TINY = 0.2;

const nodeTypes = { block: Block, note: NoteArea };
const edgeTypes = { wire: WireLine };
// In the units of the drawing: a wide wire has no wider arrow.
const arrow = {
  type: MarkerType.ArrowClosed,
  width: 28,
  height: 28,
  color: null,
  markerUnits: "userSpaceOnUse",
};
const edgeDefaults = { markerEnd: arrow };

export function Canvas() {
  const store = useEditorStore();
  const blocks = useEditor((state) => state.nodes);
  const notes = useEditor((state) => state.notes);
  const nodes = useMemo(() => [...notes, ...blocks], [notes, blocks]);
  const finding = useEditor((state) => state.finding);
  const drawable = useEditor(mayDraw);
  const quick = useQuickAdd();
  const drop = useBlockDrop();
  const tap = useTapWire();
  const moving = useMoving();
  useReveal();
  const distance = useStore(({ transform: [, , zoom] }) =>
    zoom < TINY ? "is-tiny" : zoom < FAR ? "is-far" : "",
  );
  const { wires, together } = useWires(distance === "is-tiny");
  const isAllowed = useCallback(
    ({ target }: Connection | CanvasWire) =>
      !store.getState().nodes.find((node) => node.id === target)?.data.spec?.entry,
    [store],
  );
  const { changeNodes, changeWires, connect, reconnect, seal } = store.getState();
  return (
    <div ref={moving.canvas} className={`canvas ${distance}`} {...drop}>
      <ReactFlow<CanvasNode | CanvasNote, CanvasWire>
        nodes={nodes}
        edges={wires}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        defaultEdgeOptions={edgeDefaults}
        onNodesChange={changeNodes}
        onEdgesChange={changeWires}
        onConnect={connect}
        onConnectEnd={quick.openAtWireEnd}
        onClickConnectStart={tap.start}
        onClickConnectEnd={tap.end}
        onNodeClick={(_event, node) => tap.tapNode(node.id)}
        onPaneClick={tap.end}
        onReconnect={(wire, connection) => wire.data && reconnect(wire.data.wire, connection)}
        onSelectionChange={seal}
        onMove={moving.begin}
        onMoveEnd={moving.end}
        onDoubleClick={drawable ? quick.openAtPointer : undefined}
        nodesDraggable={drawable}
        nodesConnectable={drawable}
        edgesReconnectable={drawable}
        isValidConnection={isAllowed}
        deleteKeyCode={null}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={["Shift", "Control", "Meta"]}
        selectionKeyCode="Shift"
        snapToGrid
        snapGrid={[GRID, GRID]}
        connectionRadius={40}
        minZoom={0.05}
        maxZoom={2}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements
        elevateEdgesOnSelect
        ariaLabelConfig={canvasWords}
        aria-label={t("canvas")}
      >
        <Background variant={BackgroundVariant.Dots} gap={2 * GRID} size={1.4} />
        <Controls showInteractive={false} fitViewOptions={{ ...wholeDrawing, duration: 200 }} />
        <Overview />
        <Panel position="top-left">
          <Toolbar />
        </Panel>
        <Panel position="top-right">
          <ModeBar />
        </Panel>
        {together && <FarWires />}
        <NoteAbove />
      </ReactFlow>
      {finding && <FindBox />}
      {quick.at && <QuickAdd at={quick.at} onPick={quick.pick} onClose={quick.close} />}
    </div>
  );
}
