/** The line that the portal lends the phone: a password that is void a quarter of an hour later. */
export interface Line {
  account: string;
  password: string;
  line: string;
  /** Milliseconds from now. */
  lasts_ms: number;
}

export type Refusal = "taken" | "signedOut" | "noEmployee" | "away";

export class NoLine extends Error {
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why);
    this.why = why;
  }
}

/** Why there is no line, by the answer's status and the code in it. */
export function refusal(status: number, code: string): Refusal {
  if (code === "line_taken") return "taken";
  if (code === "no_employee") return "noEmployee";
  return [400, 401, 403].includes(status) ? "signedOut" : "away";
}

/** When to ask for the next one: early enough to fail a few times. */
export function renewAfter(lasts_ms: number): number {
  return Math.max(1000, lasts_ms / 3);
}

/** Raises NoLine. *renews* names the line that this one follows; without it, it takes the phone over. */
export async function openLine(url: string, csrf: string, renews: string): Promise<Line> {
  const answer = await post(url, csrf, { line: renews }).catch(() => null);
  if (!answer) throw new NoLine("away");
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new NoLine(refusal(answer.status, data.error?.code ?? ""));
  return data;
}

/** The phone is switched off: nobody can register with this line any more. */
export function closeLine(url: string, csrf: string, line: string): Promise<unknown> {
  return post(url, csrf, { line }).catch(() => null);
}

function post(url: string, csrf: string, body: object): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify(body),
    keepalive: true,
  });
}
