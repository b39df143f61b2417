import type { ApiError } from "../../api/errors";
import type { FlowGraph } from "../../core/graph";
import type { TriedCall, WebQuestion } from "../../core/trying";
import type { Choices, Script } from "../../core/tryingScript";

export interface Try {
  /** What was drawn when the call began: it goes on along that. */
  readonly graph: FlowGraph;
  readonly script: Script;
  /** What the call is to show, for one that was found. */
  readonly shows: string | null;
  /** Null until the server has told what becomes of it. */
  readonly call: TriedCall | null;
  /** The last script for which it did. */
  readonly played: Script | null;
}

export interface TryingState {
  choices: Choices;
  /** Null while it is being chosen. */
  tried: Try | null;
  /** Seconds of the call. */
  tryAt: number;
  /** Once the call was over, its clock goes wherever somebody wants. */
  tryOver: boolean;
  tryAsking: boolean;
  tryTrouble: ApiError | null;
  tryMuted: boolean;
  /** What the last call asked web servers. */
  webAsked: readonly WebQuestion[];
}

export interface TryingActions {
  choose(part: Partial<Choices>): void;
  /** False while the moment of the call cannot be read. */
  placeCall(): boolean;
  playCall(script: Script, shows: string | null): Promise<void>;
  /** Lets seconds go by, unless the server is being asked. */
  passTime(seconds: number): void;
  skip(): void;
  /** Steps through a call that is over. */
  seek(seconds: number): void;
  pressKey(key: string): Promise<void>;
  hangUp(): Promise<void>;
  /** Asks once more what becomes of the call. */
  askAgain(): Promise<void>;
  /** Back to the choices. */
  leaveCall(): void;
  mute(muted: boolean): void;
  soundOf(prompt: string): Promise<string>;
  /** Raises an ApiError. */
  saveTest(name: string): Promise<void>;
  /** Lets a real phone ring, or with "" one's own browser. Raises an ApiError. */
  callMe(extension: string): Promise<void>;
  /** Keeps what was chosen, and where the call is, for when the page is loaded again. */
  keepTry(): void;
  restoreTry(): void;
  /** Goes on with a call that was kept, along what is drawn now. */
  resumeTry(): void;
  /** The company's time zone, and what its clock shows. */
  companyClock(): { zone: string; now: string };
}
