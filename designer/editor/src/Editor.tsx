import { ReactFlowProvider } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import "./styles/editor.css";
import "./styles/menu.css";
import "./styles/canvas.css";
import "./styles/block.css";
import "./styles/notes.css";
import "./styles/tools.css";
import "./styles/palette.css";
import "./styles/inspector.css";
import "./styles/session.css";
import "./styles/marks.css";
import "./styles/cautions.css";
import { Canvas } from "./canvas/Canvas";
import { useBlockOfAddress } from "./canvas/useBlockOfAddress";
import { t } from "./language";
import { SidePanel } from "./modes/SidePanel";
import { Palette } from "./palette/Palette";
import { Dialogs } from "./session/Dialogs";
import { Header } from "./session/Header";
import { LoadFailed } from "./session/LoadFailed";
import { ProblemsPanel } from "./session/ProblemsPanel";
import { Toasts } from "./session/Toasts";
import { TroubleBanner } from "./session/TroubleBanner";
import { useDraftCare } from "./session/useDraftCare";
import { useEditor } from "./store/editor";
import { useCallOfAddress } from "./traffic/useCallOfAddress";
import { useTrafficOfAddress } from "./traffic/useTrafficOfAddress";
import { useKeptTry } from "./trying/useKeptTry";
import { useVerifier } from "./trying/useVerifier";
import { useShortcuts } from "./useShortcuts";

export function Editor() {
  const phase = useEditor((state) => state.phase);
  return (
    <div className="editor" aria-busy={phase === "loading"}>
      {phase === "loading" && (
        <p className="editor-wait" role="status">
          <span className="spinner-border spinner-border-sm" aria-hidden="true" /> {t("loading")}
        </p>
      )}
      {phase === "failed" && <LoadFailed />}
      {phase === "ready" && (
        <ReactFlowProvider>
          <Workplace />
        </ReactFlowProvider>
      )}
    </div>
  );
}

function Workplace() {
  const announcement = useEditor((state) => state.announcement);
  useShortcuts();
  useDraftCare();
  useCallOfAddress();
  useTrafficOfAddress();
  useBlockOfAddress();
  useVerifier();
  useKeptTry();
  return (
    <>
      <Header />
      <TroubleBanner />
      <div className="editor-columns">
        <Palette />
        <div className="editor-middle">
          <div className="editor-stage">
            <Canvas />
            <Toasts />
          </div>
          <ProblemsPanel />
        </div>
        <SidePanel />
      </div>
      <Dialogs />
      <div className="visually-hidden" role="status">
        {announcement}
      </div>
    </>
  );
}
