/** What can happen to callers of a drawing without faults. It holds nothing up. */

import { ApiError } from "../api/errors";
import type { Finding } from "../api/versions";
import { drawnBlock } from "../core/trying";
import type { CautionsActions, CautionsState } from "./shape/cautions";
import type { GetState, Services, SetState } from "./state";

export const noCautions: CautionsState = { cautions: [], cautionsAt: new Map(), cautionsFailed: false };

export function cautionsActions(set: SetState, get: GetState, { api }: Services): CautionsActions {
  let looks = 0;
  const show = (cautions: readonly Finding[]) =>
    set({ cautions, cautionsAt: byBlock(cautions), cautionsFailed: false });

  return {
    async lookThrough() {
      const mine = ++looks;
      const { graph } = get();
      if (get().diagnostics.length > 0) {
        if (get().cautions.length > 0 || get().cautionsFailed) set(noCautions);
        return;
      }
      const isStale = () => mine !== looks || graph !== get().graph;
      try {
        const { findings } = await api.verify(graph);
        if (!isStale()) show(findings);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (isStale()) return;
        if (error.diagnostics) set(noCautions);
        else set({ cautionsFailed: true });
      }
    },
    playCaution({ script, message }) {
      if (!script) return;
      get().enter("try");
      void get().playCall(script, message);
    },
  };
}

function byBlock(cautions: readonly Finding[]): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const caution of cautions) {
    if (caution.node === null) continue;
    const block = drawnBlock(caution.node);
    found.set(block, [...(found.get(block) ?? []), caution]);
  }
  return found;
}
