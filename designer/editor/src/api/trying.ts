/** Calls that are tried. */
import type { WrittenGraph } from "../core/read";
import type { TriedCall } from "../core/trying";
import type { Script } from "../core/tryingScript";

export interface Expectation {
  path: readonly string[];
  bridged_to: string;
  ended: string;
}

export interface TryingApi {
  simulate(graph: WrittenGraph, script: Script): Promise<TriedCall>;
  addTest(name: string, given: Script, expected: Expectation): Promise<unknown>;
  /** Rings an employee's phones, to go through the drawing as somebody who calls from `caller`; "" rings one's own
   * browser. */
  callMe(graph: WrittenGraph, extension: string, caller: string): Promise<unknown>;
  /** Where a prompt can be heard that has a sound. */
  soundAddress(prompt: string): string;
  /** The sound of a text that is not spoken yet. */
  speech(language: string, text: string): Promise<Blob>;
}

interface Requests {
  path: string;
  post<T>(of: string, body: unknown): Promise<T>;
  postForBlob(of: string, body: unknown): Promise<Blob>;
}

export function tryingApi({ path, post, postForBlob }: Requests): TryingApi {
  return {
    simulate: (graph, script) => post("/simulate", { graph, script }),
    addTest: (name, given, expected) => post("/tests", { name, given, expected }),
    callMe: (graph, extension, caller) =>
      post("/call-me", { graph, ...(extension ? { extension } : {}), ...(caller ? { caller } : {}) }),
    soundAddress: (prompt) => `${path}/sounds/${encodeURIComponent(prompt)}`,
    speech: (language, text) => postForBlob("/speech", { language, text }),
  };
}
