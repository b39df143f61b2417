import { useEffect } from "react";
import { storyAt } from "../core/trying";
import { useEditor, useEditorStore } from "../store/editor";

/** Brings the block into view at which the call is. */
export function useFollowing(): void {
  const store = useEditorStore();
  const here = useEditor((state) =>
    state.tried?.call ? storyAt(state.tried.call, state.tryAt).at(-1)?.node : undefined,
  );
  useEffect(() => {
    if (here !== undefined) store.getState().reveal([here]);
  }, [store, here]);
}
