import { useEffect } from "react";
import { useEditorStore } from "../store/editor";

/** What is tried outlives a reload of the page. */
export function useKeptTry(): void {
  const store = useEditorStore();
  useEffect(() => {
    const keep = () => store.getState().keepTry();
    window.addEventListener("pagehide", keep);
    return () => window.removeEventListener("pagehide", keep);
  }, [store]);
}
