import { type OnConnectStart, useStoreApi } from "@xyflow/react";
import { useRef } from "react";
import { t } from "../language";
import { useEditorStore } from "../store/editor";

/** Wires drawn by two taps: one on an outlet, one on the block that it shall lead to, anywhere on it. */
export function useTapWire() {
  const store = useEditorStore();
  const canvas = useStoreApi();
  const from = useRef<{ id: string; outlet: string } | null>(null);
  const end = () => {
    from.current = null;
    canvas.setState({ connectionClickStartHandle: null });
  };
  const start: OnConnectStart = (_event, { nodeId, handleId, handleType }) => {
    if (nodeId === null || handleType !== "source") return;
    from.current = { id: nodeId, outlet: handleId ?? "" };
    store.setState({ announcement: t("tapTarget") });
  };
  return {
    start,
    end,
    tapNode(id: string) {
      const source = from.current;
      if (!source || source.id === id) return;
      store.getState().lead(source.id, source.outlet, id);
      end();
    },
  };
}
