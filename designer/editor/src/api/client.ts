import { LIMIT_MS, type Transport } from "../../../../browser/transport";
import type { NodeSpec, References } from "../core/catalogue";
import type { FlowGraph } from "../core/graph";
import type { Diagnostic } from "../core/problems";
import type { WrittenGraph } from "../core/read";
import { type CompanyApi, companyApi } from "./company";
import { ApiError, errorFrom } from "./errors";
import { type TrafficApi, trafficApi } from "./traffic";
import { type TryingApi, tryingApi } from "./trying";
import { type Published, type VersionsApi, versionsApi } from "./versions";

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

/** For what goes through many calls, waits for the exchange, or carries sound. */
const LONG_MS = 120_000;

/** The portal's API for one drawing. Every failure is an `ApiError`, and so is an answer that does not come. */
export function createApi(flow: string, transport: Transport): Api {
  const path = `/api/flows/${encodeURIComponent(flow)}`;
  const get = <T>(url: string) => request<T>(transport, "GET", url);
  return {
    catalogue: () => get("/api/catalogue"),
    references: () => get("/api/references"),
    flow: () => get(path),
    saveDraft: (graph, revision) => write(transport, "PUT", `${path}/draft`, { graph, revision }),
    check: (graph) => request(transport, "POST", `${path}/check`, { graph }),
    publish: (revision, note) => write(transport, "POST", `${path}/publish`, { revision, note }, LONG_MS),
    ...companyApi({ get, post: (url, form) => write(transport, "POST", url, form, LONG_MS) }),
    ...trafficApi({ get: (of) => get(path + of) }),
    ...tryingApi({
      path,
      post: (of, body) => write(transport, "POST", path + of, body),
      postForBlob: (of, body) => blobOf(transport, path + of, body),
    }),
    ...versionsApi({
      get: (of) => get(path + of),
      post: (of, body) => write(transport, "POST", path + of, body, LONG_MS),
    }),
  };
}

/** A request that changes something; once more with a new token when the session's token was too old. */
async function write<T>(
  transport: Transport,
  method: string,
  url: string,
  body: unknown,
  limitMs?: number,
): Promise<T> {
  try {
    return await request<T>(transport, method, url, body, limitMs);
  } catch (error) {
    const expired = error instanceof ApiError && error.trouble === "session";
    if (!expired || !(await transport.renewToken())) throw error;
    return request<T>(transport, method, url, body, limitMs);
  }
}

function request<T>(
  transport: Transport,
  method: string,
  url: string,
  body?: unknown,
  limitMs = LIMIT_MS,
): Promise<T> {
  const answered = async (response: Response) => {
    const json = await jsonOf(response);
    if (!response.ok) throw errorFrom(response.status, json);
    // A page instead of JSON: the request was led to the sign-in form.
    if (json === null)
      throw new ApiError(response.redirected ? "session" : "server", "no JSON in the answer");
    return json as T;
  };
  return inTime(transport, url, asked(transport, method, body), limitMs, answered);
}

function blobOf(transport: Transport, url: string, body: unknown): Promise<Blob> {
  return inTime(transport, url, asked(transport, "POST", body), LONG_MS, async (response) => {
    if (!response.ok) throw errorFrom(response.status, await jsonOf(response));
    return response.blob();
  });
}

function asked(transport: Transport, method: string, body: unknown): RequestInit {
  const headers: Record<string, string> = { Accept: "application/json" };
  const isForm = body instanceof FormData;
  if (body !== undefined) {
    // The browser says by itself where the parts of a form begin.
    if (!isForm) headers["Content-Type"] = "application/json";
    headers["X-CSRFToken"] = transport.csrfToken();
  }
  return {
    method,
    headers,
    credentials: "same-origin",
    body: body === undefined || isForm ? (body ?? null) : JSON.stringify(body),
  };
}

/** Asks, and reads the answer to its end, all within a limit. */
async function inTime<T>(
  transport: Transport,
  url: string,
  init: RequestInit,
  limitMs: number,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limitMs);
  try {
    return await read(await transport.fetch(url, { ...init, signal: stop.signal }));
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(stop.signal.aborted ? "slow" : "offline", String(error));
  } finally {
    clearTimeout(timer);
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!response.headers.get("Content-Type")?.includes("json")) return null;
  try {
    return (await response.json()) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
