import { pageTransport } from "../../../browser/transport";

export type Answer =
  | { kind: "saved"; location: string }
  | { kind: "refused"; errors: Readonly<Record<string, string[]>>; seen: number | null }
  | { kind: "failed"; message: string }
  | { kind: "session" }
  | { kind: "unreachable" };

interface Received {
  status: number;
  body: {
    location?: string;
    errors?: Record<string, string[]>;
    seen?: number | null;
    error?: { code: string; message: string };
  };
}

/** Sends the form; once more with a new token when the session's was too old. *onProgress* is given 0 to 1. */
export async function send(url: string, form: FormData, onProgress: (part: number) => void): Promise<Answer> {
  const page = pageTransport(document);
  let received = await post(url, form, onProgress);
  if (received?.status === 400) {
    if (!(await page.renewToken())) return { kind: "session" };
    form.set("csrf_token", page.csrfToken());
    received = await post(url, form, onProgress);
  }
  if (!received || received.status >= 502) return { kind: "unreachable" };
  const { status, body } = received;
  if (status === 401) return { kind: "session" };
  if (status < 300 && body.location) return { kind: "saved", location: body.location };
  if (body.errors) return { kind: "refused", errors: body.errors, seen: body.seen ?? null };
  return { kind: "failed", message: body.error?.message ?? `(${status})` };
}

/** Null when no answer came. */
function post(url: string, form: FormData, onProgress: (part: number) => void): Promise<Received | null> {
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.setRequestHeader("Accept", "application/json");
  request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
  return new Promise((resolve) => {
    request.onload = () => resolve({ status: request.status, body: parsed(request.responseText) });
    request.onerror = request.onabort = request.ontimeout = () => resolve(null);
    request.send(form);
  });
}

function parsed(text: string): Received["body"] {
  try {
    return JSON.parse(text) as Received["body"];
  } catch {
    return {};
  }
}
