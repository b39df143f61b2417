import type { CalendarWeek, CallerList } from "../../api/company";

export type KeptPrompt = { name: string; refusal: null } | { refusal: string };

export interface CompanyActions {
  askCalendar(name: string): Promise<CalendarWeek>;
  askCallerList(name: string): Promise<CallerList>;
  /** Keeps a recorded prompt, which can be chosen from then on; or says why not. */
  recordPrompt(label: string, sound: Blob): Promise<KeptPrompt>;
}
