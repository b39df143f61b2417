/** What was published before, and what a draft does before it is. */
import type { Change } from "../core/difference";
import type { WrittenGraph } from "../core/read";
import type { Script } from "../core/tryingScript";

export interface Published {
  version: number;
  program: string;
  numbers: { number: string; program: string; live: boolean }[];
  warning: string | null;
}

/** One of the drawings of a flow: a version by its number, or what is drawn now. */
export type Drawn = number | "draft";

export interface Version {
  version: number;
  author: string;
  note: string;
  created_at: string;
  /** Those that do it now. */
  numbers: string[];
}

export interface VersionList {
  /** The version that was published last, be it an old one again. */
  current: number | null;
  /** How much is otherwise in the draft than in the current version. */
  changes: number;
  /** The newest first. */
  versions: Version[];
}

export interface Compared {
  before: WrittenGraph;
  after: WrittenGraph;
  changes: Change[];
}

export interface TestOutcome {
  name: string;
  passed: boolean;
  /** A sentence for each thing that was not as expected. */
  wrong: string[];
}

export interface TestRun {
  passed: boolean;
  tests: TestOutcome[];
}

export interface Finding {
  code: string;
  message: string;
  node: string | null;
  /** A call that shows it, if one can be written down. */
  script: Script | null;
}

export interface Verified {
  findings: Finding[];
  worst_s_to_person: number | null;
  complete: boolean;
  note: string | null;
}

/** How many real calls would have gone the same way. */
export interface Replayed {
  same: number;
  elsewhere: number;
  unknown: number;
}

export interface VersionsApi {
  versions(): Promise<VersionList>;
  drawingOf(version: number): Promise<{ graph: WrittenGraph }>;
  compare(from: Drawn, to: Drawn): Promise<Compared>;
  rollBack(version: number, revision: number): Promise<Published>;
  runTests(): Promise<TestRun>;
  verify(graph: WrittenGraph): Promise<Verified>;
  /** Days such as "2026-11-24", both included. */
  replay(from: string, to: string): Promise<Replayed>;
}

interface Requests {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
}

export function versionsApi({ get, post }: Requests): VersionsApi {
  return {
    versions: () => get("/versions"),
    drawingOf: (version) => get(`/versions/${version}`),
    compare: (from, to) => get(`/diff?from=${from}&to=${to}`),
    rollBack: (version, revision) => post(`/versions/${version}/roll-back`, { revision }),
    runTests: () => post("/tests/run", {}),
    verify: (graph) => post("/verify", { graph }),
    replay: (from, to) => post("/replay", { from, to }),
  };
}
