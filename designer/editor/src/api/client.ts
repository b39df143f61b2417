import type { NodeSpec, References } from "../core/catalogue";
import type { FlowGraph } from "../core/graph";
import type { Diagnostic } from "../core/problems";
import type { WrittenGraph } from "../core/read";
import { type CompanyApi, companyApi } from "./company";
import { ApiError, errorFrom } from "./errors";
import { type TrafficApi, trafficApi } from "./traffic";
import { type TryingApi, tryingApi } from "./trying";
import { type VersionsApi, versionsApi } from "./versions";

export interface Publication {
  version: number;
  program: string;
  at: string;
}

/** What the server finds in a drawing: its faults, and the variables that its blocks set. */
export interface Checked {
  diagnostics: Diagnostic[];
  variables: string[];
}

export interface Flow extends Checked {
  id: number | string;
  name: string;
  graph: WrittenGraph;
  revision: number;
  numbers: string[];
  published: Publication | null;
  /** Whether whoever is signed in may change it. */
  may_draw: boolean;
}

export interface Published {
  version: number;
  program: string;
  numbers: { number: string; program: string; live: boolean }[];
  warning: string | null;
}

export interface Saved extends Checked {
  revision: number;
}

export interface Api extends VersionsApi, TrafficApi, TryingApi, CompanyApi {
  catalogue(): Promise<{ nodes: NodeSpec[] }>;
  references(): Promise<References>;
  flow(): Promise<Flow>;
  saveDraft(graph: FlowGraph, revision: number): Promise<Saved>;
  check(graph: FlowGraph): Promise<Checked>;
  publish(revision: number, note: string): Promise<Published>;
}

/** What the page gives to reach the server. */
export interface Transport {
  fetch(path: string, init: RequestInit): Promise<Response>;
  csrfToken(): string;
  /** Fetches a token again after a new sign-in; false while nobody is signed in. */
  renewToken(): Promise<boolean>;
}

/** The portal's API for one drawing. Every failure is an `ApiError`. */
export function createApi(flow: string, transport: Transport): Api {
  const path = `/api/flows/${encodeURIComponent(flow)}`;
  const get = <T>(url: string) => request<T>(transport, "GET", url);
  return {
    catalogue: () => get("/api/catalogue"),
    references: () => get("/api/references"),
    flow: () => get(path),
    saveDraft: (graph, revision) => write(transport, "PUT", `${path}/draft`, { graph, revision }),
    check: (graph) => request(transport, "POST", `${path}/check`, { graph }),
    publish: (revision, note) => write(transport, "POST", `${path}/publish`, { revision, note }),
    ...companyApi({ get, post: (url, form) => write(transport, "POST", url, form) }),
    ...trafficApi({ get: (of) => get(path + of) }),
    ...tryingApi({
      path,
      post: (of, body) => write(transport, "POST", path + of, body),
      postForBlob: (of, body) => blobOf(transport, path + of, body),
    }),
    ...versionsApi({
      get: (of) => get(path + of),
      post: (of, body) => write(transport, "POST", path + of, body),
    }),
  };
}

/** A request that changes something; once more with a new token when the session's token was too old. */
async function write<T>(transport: Transport, method: string, url: string, body: unknown): Promise<T> {
  try {
    return await request<T>(transport, method, url, body);
  } catch (error) {
    const expired = error instanceof ApiError && error.trouble === "session";
    if (!expired || !(await transport.renewToken())) throw error;
    return request<T>(transport, method, url, body);
  }
}

async function request<T>(transport: Transport, method: string, url: string, body?: unknown): Promise<T> {
  const response = await respond(transport, method, url, body);
  const json = await jsonOf(response);
  if (!response.ok) throw errorFrom(response.status, json);
  // A page instead of JSON: the request was led to the sign-in form.
  if (json === null) throw new ApiError(response.redirected ? "session" : "server", "no JSON in the answer");
  return json as T;
}

async function blobOf(transport: Transport, url: string, body: unknown): Promise<Blob> {
  const response = await respond(transport, "POST", url, body);
  if (!response.ok) throw errorFrom(response.status, await jsonOf(response));
  return response.blob();
}

function respond(transport: Transport, method: string, url: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  const isForm = body instanceof FormData;
  if (body !== undefined) {
    // The browser says by itself where the parts of a form begin.
    if (!isForm) headers["Content-Type"] = "application/json";
    headers["X-CSRFToken"] = transport.csrfToken();
  }
  return answer(transport, url, {
    method,
    headers,
    credentials: "same-origin",
    body: body === undefined || isForm ? (body ?? null) : JSON.stringify(body),
  });
}

async function answer(transport: Transport, url: string, init: RequestInit): Promise<Response> {
  try {
    return await transport.fetch(url, init);
  } catch (error) {
    throw new ApiError("offline", String(error));
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!response.headers.get("Content-Type")?.includes("json")) return null;
  try {
    return (await response.json()) as unknown;
  } catch {
    return null;
  }
}
