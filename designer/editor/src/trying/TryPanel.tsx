import { IconAlertTriangle } from "@tabler/icons-react";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { CallView } from "./CallView";
import { ChoicesForm } from "./ChoicesForm";
import "./trying.css";

/** A phone beside the canvas that calls the drawing. */
export default function TryPanel() {
  const tried = useEditor((state) => state.tried !== null);
  const faulty = useEditor((state) => state.diagnostics.length > 0);
  if (tried) return <CallView />;
  return faulty ? <Faulty /> : <ChoicesForm />;
}

function Faulty() {
  const store = useEditorStore();
  return (
    <div className="try-note is-fault" role="status">
      <IconAlertTriangle size={18} aria-hidden="true" />
      <div>
        <p>{t("tryFaulty")}</p>
        <button type="button" className="btn btn-sm" onClick={() => store.getState().toggleProblems(true)}>
          {t("tryShowProblems")}
        </button>
      </div>
    </div>
  );
}
