/** What a drawing's references stand for in the company. */

export interface CalendarWeek {
  label: string;
  /** Monday first; each day has spans of minutes since midnight. */
  week: [number, number][][];
  /** How many single days are otherwise. */
  exceptions: number;
  /** The page where it is changed. */
  edit: string;
}

export interface CallerList {
  label: string;
  count: number;
  edit: string;
}

export interface RecordedPrompt {
  name: string;
  label: string;
  text: string;
  /** Why calls do not know it yet. */
  warning: string | null;
}

export interface CompanyApi {
  calendar(name: string): Promise<CalendarWeek>;
  callerList(name: string): Promise<CallerList>;
  recordPrompt(label: string, sound: Blob): Promise<RecordedPrompt>;
}

interface Requests {
  get<T>(url: string): Promise<T>;
  post<T>(url: string, form: FormData): Promise<T>;
}

export function companyApi({ get, post }: Requests): CompanyApi {
  return {
    calendar: (name) => get(`/api/calendars/${encodeURIComponent(name)}`),
    callerList: (name) => get(`/api/lists/${encodeURIComponent(name)}`),
    recordPrompt(label, sound) {
      const form = new FormData();
      form.append("label", label);
      form.append("sound", sound, "recorded");
      return post("/api/prompts", form);
    },
  };
}
