/** An editor on a server that is a few lines of memory: for tests. */
import type { Api } from "../api/client";
import type { KeptTry, SafetyCopy } from "../api/copies";
import { ApiError, type Trouble } from "../api/errors";
import type { CallList, CallTrace, Days, FilterArg, OfferedFilter, Place, Traffic } from "../api/traffic";
import type { Expectation } from "../api/trying";
import type { Drawn, Published, Replayed, TestOutcome, Verified } from "../api/versions";
import type { WrittenClip } from "../core/clipboard";
import type { Change } from "../core/difference";
import { drawing, references, specs } from "../core/fixture";
import type { FlowGraph } from "../core/graph";
import type { Diagnostic } from "../core/problems";
import type { WrittenGraph } from "../core/read";
import type { TriedCall } from "../core/trying";
import type { Script } from "../core/tryingScript";
import { translator } from "../i18n";
import { english } from "../words/english";
import { createEditor } from "./editor";

export class Server implements Api {
  graph: WrittenGraph = drawing();
  revision = 1;
  version: number | null = null;
  /** What was published, the first version first. */
  published: { graph: WrittenGraph; note: string }[] = [];
  /** What is different between any two drawings. */
  changes: Change[] = [];
  tests: TestOutcome[] = [];
  verified: Verified | null = null;
  replayed: Replayed = { same: 0, elsewhere: 0, unknown: 0 };
  traffics: Traffic = {
    from: "2026-01-01",
    to: "2026-01-02",
    calls: 0,
    hung_up: 0,
    in_progress: 0,
    blocks: [],
    chips: [],
    query: [],
  };
  listed: CallList = { count: 0, calls: [] };
  traces: CallTrace[] = [];
  /** What becomes of a tried call. */
  tries: (script: Script) => TriedCall = () => {
    throw new ApiError("missing", "no such page");
  };
  saved: { name: string; given: Script; expected: Expectation }[] = [];
  /** What the next requests fail with. */
  failing: ApiError | null = null;
  /** What a check finds in any drawing. */
  faults: Diagnostic[] = [];
  live = true;
  mayDraw = true;
  warning: string | null = null;

  fail(trouble: Trouble): void {
    this.failing = new ApiError(trouble, trouble);
  }

  /** Somebody else saves. */
  saveElsewhere(graph: FlowGraph): void {
    this.graph = graph;
    this.revision++;
  }

  catalogue = () => this.answer({ nodes: [...specs.values()] });
  references = () => this.answer(references);
  check = (_graph: FlowGraph) => this.answer({ diagnostics: this.faults, variables: [] });
  flow = () =>
    this.answer({
      id: 1,
      name: this.graph.name,
      graph: this.graph,
      revision: this.revision,
      numbers: ["+4930"],
      published: this.version === null ? null : { version: this.version, program: "p", at: "" },
      diagnostics: this.faults,
      variables: [],
      may_draw: this.mayDraw,
    });

  async saveDraft(graph: FlowGraph, revision: number) {
    await this.answer(null);
    this.expect(revision);
    this.saveElsewhere(graph);
    return { revision: this.revision, diagnostics: this.faults, variables: [] };
  }

  async publish(revision: number, note: string): Promise<Published> {
    await this.answer(null);
    this.expect(revision);
    if (this.faults.length) throw new ApiError("invalid", "it has faults", this.faults);
    const red = this.tests.filter((test) => !test.passed);
    if (red.length) throw new ApiError("invalid", "tests fail", null, null, red);
    this.published.push({ graph: this.graph, note });
    return this.inForce(this.published.length);
  }

  versions = () =>
    this.answer({
      current: this.version,
      changes: this.version !== null && this.published[this.version - 1]?.graph !== this.graph ? 1 : 0,
      versions: this.published
        .map(({ note }, place) => ({
          version: place + 1,
          author: "Olga",
          note,
          created_at: "2026-01-01T00:00:00Z",
          numbers: place + 1 === this.version ? ["+4930"] : [],
        }))
        .reverse(),
    });
  drawingOf = (number: number) => this.answer({ graph: this.drawn(number) });
  compare = (from: Drawn, to: Drawn) =>
    this.answer({ before: this.drawn(from), after: this.drawn(to), changes: this.changes });
  runTests = () => this.answer({ passed: this.tests.every((test) => test.passed), tests: this.tests });
  replay = (_from: string, _to: string) => this.answer(this.replayed);

  /** What was asked of the calls of some days, last. */
  narrowed: readonly FilterArg[] = [];
  offered: OfferedFilter[] = [];
  traffic = (_days: Days, filters: readonly FilterArg[]) => {
    this.narrowed = filters;
    return this.answer(this.traffics);
  };
  callsAt = (_days: Days, _filters: readonly FilterArg[], _place: Place) => this.answer(this.listed);
  trafficFilters = () => this.answer({ filters: this.offered });

  async callTrace(call: string): Promise<CallTrace> {
    const found = this.traces.find(({ id }) => id === call);
    if (!found) throw new ApiError("missing", "no such call");
    return this.answer(found);
  }

  async verify(_graph: WrittenGraph) {
    if (!this.verified) throw new ApiError("missing", "no such page");
    return this.answer(this.verified);
  }

  simulate = async (_graph: WrittenGraph, script: Script) => this.answer(this.tries(script));

  /** Whose phones were rung, and as calls from whom. */
  rung: string[] = [];
  callMe = (_graph: WrittenGraph, extension: string, caller: string) => {
    this.rung.push(`${extension} ${caller}`);
    return this.answer(null);
  };

  async addTest(name: string, given: Script, expected: Expectation) {
    if (this.saved.some((test) => test.name === name))
      throw new ApiError("conflict", "There is one already.");
    this.saved.push({ name, given, expected });
    return this.answer({});
  }

  soundAddress = (prompt: string) => `/sounds/${prompt}`;
  speech = (_language: string, text: string) => this.answer(new Blob([text]));

  async rollBack(version: number, revision: number): Promise<Published> {
    await this.answer(null);
    this.expect(revision);
    this.graph = this.drawn(version);
    this.revision++;
    return this.inForce(version);
  }

  private drawn(drawn: Drawn): WrittenGraph {
    const graph = drawn === "draft" ? this.graph : this.published[drawn - 1]?.graph;
    if (!graph) throw new ApiError("missing", "no such version");
    return graph;
  }

  private inForce(version: number): Published {
    this.version = version;
    const numbers = [{ number: "+4930", program: "p", live: this.live }];
    return { version, program: "p", numbers, warning: this.warning };
  }

  calendar = (name: string) => this.answer({ label: name, week: [], exceptions: 0, edit: "" });
  callerList = (name: string) => this.answer({ label: name, count: 0, edit: "" });
  recordPrompt = (label: string, _sound: Blob) =>
    this.answer({ name: label.toLowerCase(), label, text: "", warning: this.warning });

  private expect(revision: number): void {
    if (revision !== this.revision) throw new ApiError("conflict", "conflict", null, this.revision);
  }

  private async answer<T>(value: T): Promise<T> {
    if (this.failing) throw this.failing;
    return value;
  }
}

export class Shelf {
  copy: SafetyCopy | null = null;
  clip: WrittenClip | null = null;
  tried: KeptTry | null = null;
  /** What the system's clipboard holds; null while the browser does not let us read it. */
  system: string | null = null;
}

export function editorOn(server: Server, shelf = new Shelf()) {
  const store = createEditor({
    api: server,
    copies: {
      read: () => shelf.copy,
      keep: (copy) => {
        shelf.copy = copy;
      },
      drop: () => {
        shelf.copy = null;
      },
    },
    tries: {
      read: () => shelf.tried,
      keep: (kept) => {
        shelf.tried = kept;
      },
    },
    clipboard: {
      read: () => shelf.clip,
      write: (clip) => {
        shelf.clip = clip;
      },
      readSystem: async () => shelf.system,
    },
    now: () => new Date("2026-01-02T03:04:05Z"),
    zone: "Europe/Berlin",
    t: translator(english),
  });
  return store;
}

export async function opened(server = new Server(), shelf = new Shelf()) {
  const store = editorOn(server, shelf);
  await store.getState().load();
  return { store, server, shelf, editor: () => store.getState() };
}

export function labelOf(graph: WrittenGraph | FlowGraph, id: string): string | undefined {
  return graph.nodes.find((node) => node.id === id)?.label;
}
