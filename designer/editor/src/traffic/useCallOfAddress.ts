import { useEffect } from "react";
import { useEditorStore } from "../store/editor";

/** Opens the call that the address of the page names, as the page about a call does it. */
export function useCallOfAddress(): void {
  const store = useEditorStore();
  useEffect(() => {
    const call = new URLSearchParams(window.location.search).get("call");
    if (call) void store.getState().openCall(call);
  }, [store]);
}
