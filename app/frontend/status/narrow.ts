import { useSyncExternalStore } from "react";

const narrow = typeof matchMedia === "function" ? matchMedia("(max-width: 991px)") : null;

function watch(changed: () => void): () => void {
  narrow?.addEventListener("change", changed);
  return () => narrow?.removeEventListener("change", changed);
}

/** Whether the page is as narrow as a phone: charts are drawn for it, never scaled down. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    watch,
    () => narrow?.matches ?? false,
    () => false,
  );
}
