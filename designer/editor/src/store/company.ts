import { ApiError } from "../api/errors";
import type { CompanyActions } from "./shape/company";
import type { GetState, Services, SetState } from "./state";

/** What the settings of the company tell of a reference, and new prompts for them. */
export function companyActions(set: SetState, get: GetState, { api, t }: Services): CompanyActions {
  return {
    askCalendar: api.calendar,
    askCallerList: api.callerList,
    async recordPrompt(label, sound) {
      try {
        const { warning, ...prompt } = await api.recordPrompt(label, sound);
        const { references } = get();
        set({ references: { ...references, prompt: [...(references.prompt ?? []), prompt] } });
        get().toast(warning ? "warning" : "success", warning ?? t("recordKept", { label: prompt.label }));
        return { name: prompt.name, refusal: null };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const known =
          error.trouble === "invalid" ? error.message : t(`error_${error.trouble}`, { message: "" });
        return { refusal: known };
      }
    },
  };
}
