import type { Api } from "../api/client";
import type { Clipboard, Copies, Tries } from "../api/copies";
import type { Translate } from "../i18n";
import type { CautionsActions, CautionsState } from "./shape/cautions";
import type { CompanyActions } from "./shape/company";
import type { DrawingActions, DrawingState } from "./shape/drawing";
import type { OverlayActions, OverlayState } from "./shape/overlay";
import type { ReviewActions, ReviewState } from "./shape/review";
import type { SessionActions, SessionState } from "./shape/session";
import type { ToolsActions, ToolsState } from "./shape/tools";
import type { TrafficActions, TrafficState } from "./shape/traffic";
import type { TryingActions, TryingState } from "./shape/trying";
import type { VersionsActions, VersionsState } from "./shape/versions";

/** What the editor needs from outside; tests give their own. */
export interface Services {
  api: Api;
  copies: Copies;
  tries: Tries;
  clipboard: Clipboard;
  now: () => Date;
  /** The company's time zone. */
  zone: string;
  t: Translate;
}

export type EditorState = DrawingState &
  DrawingActions &
  SessionState &
  SessionActions &
  OverlayState &
  OverlayActions &
  ToolsState &
  ToolsActions &
  CompanyActions &
  ReviewState &
  ReviewActions &
  TrafficState &
  TrafficActions &
  TryingState &
  TryingActions &
  CautionsState &
  CautionsActions &
  VersionsState &
  VersionsActions;
export type SetState = (part: Partial<EditorState>) => void;
export type GetState = () => EditorState;
