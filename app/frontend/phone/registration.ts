/** What the phone registers with at the exchange; its password is void a quarter of an hour later. */
export interface Registration {
  account: string;
  password: string;
  line: string;
  /** Milliseconds from now. */
  lasts_ms: number;
}

export type Refusal = "taken" | "signedOut" | "noEmployee" | "away";

export class NoRegistration extends Error {
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why);
    this.why = why;
  }
}

/** Why there is no registration, by the answer's status and the code in it. */
export function refusal(status: number, code: string): Refusal {
  if (code === "line_taken") return "taken";
  if (code === "no_employee") return "noEmployee";
  return [400, 401, 403].includes(status) ? "signedOut" : "away";
}

/** When to ask for the next one: early enough to fail a few times. */
export function renewAfter(lasts_ms: number): number {
  return Math.max(1000, lasts_ms / 3);
}

/** Raises NoRegistration. *renews* names the one that this one follows; without it, it takes the phone over. */
export async function openRegistration(url: string, csrf: string, renews: string): Promise<Registration> {
  const answer = await post(url, csrf, { line: renews }).catch(() => null);
  if (!answer) throw new NoRegistration("away");
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new NoRegistration(refusal(answer.status, data.error?.code ?? ""));
  return data;
}

/** The phone is switched off: nobody can register with it any more. */
export function closeRegistration(url: string, csrf: string, line: string): Promise<unknown> {
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
