import { type OnConnectStart, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { useEditor, useEditorStore } from "../store/editor";

/** Wires drawn by two taps: one on an outlet, one on the block that it shall lead to, anywhere on it. */
export function useTapWire() {
  const store = useEditorStore();
  const canvas = useStoreApi();
  const wiring = useEditor((state) => state.wiring);
  useEffect(() => {
    if (!wiring) canvas.setState({ connectionClickStartHandle: null });
  }, [canvas, wiring]);
  const { beginWire, endWire } = store.getState();
  const start: OnConnectStart = (_event, { nodeId, handleId, handleType }) => {
    if (nodeId !== null && handleType === "source") beginWire(nodeId, handleId ?? "");
  };
  return { start, end: () => endWire(), tapNode: (id: string) => endWire(id) };
}
