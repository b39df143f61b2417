// What the wall asks the portal to do. Each answers with a sentence about what went wrong, "" if nothing did.
import type { Choice } from "./rows";
import { onChoice } from "./wall";
import { say } from "./words";

export type Answer<Found> = { ok: true; found: Found } | { ok: false; error: string };

function csrf(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

export async function ask<Found>(method: string, url: string, body?: unknown): Promise<Answer<Found>> {
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        Accept: "application/json",
        "X-CSRFToken": csrf(),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const found = answer.status === 204 ? null : await answer.json();
    if (answer.ok) return { ok: true, found: found as Found };
    return { ok: false, error: sentence(found) || say("failed") };
  } catch {
    return { ok: false, error: say("failed") };
  }
}

export async function keepChoice(choice: Choice): Promise<string> {
  const answer = await ask<Choice>("PUT", "/status/choice", choice);
  if (!answer.ok) return answer.error;
  onChoice(answer.found);
  return "";
}

export async function defaultChoice(): Promise<string> {
  const answer = await ask<Choice>("DELETE", "/status/choice");
  if (!answer.ok) return answer.error;
  onChoice(answer.found);
  return "";
}

/** A refusal is a sentence, or has a code as well. */
function sentence(found: { error?: string | { message?: string } } | null): string {
  const error = found?.error;
  return typeof error === "string" ? error : (error?.message ?? "");
}
