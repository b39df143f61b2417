import { IconAlertTriangle } from "@tabler/icons-react";
import { type RefObject, useEffect, useRef } from "react";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { CallView } from "./CallView";
import { ChoicesForm } from "./ChoicesForm";
import "./trying.css";

/** A phone beside the canvas that calls the drawing. */
export default function TryPanel() {
  const tried = useEditor((state) => state.tried !== null);
  const faulty = useEditor((state) => state.diagnostics.length > 0);
  const panel = useFocusAfterCall(tried);
  const { resumeTry } = useEditorStore().getState();
  useEffect(resumeTry, [resumeTry]);
  return <div ref={panel}>{tried ? <CallView /> : faulty ? <Faulty /> : <ChoicesForm />}</div>;
}

/** Whoever leaves a call is led to the choices, since the button for it is gone. */
function useFocusAfterCall(tried: boolean): RefObject<HTMLDivElement | null> {
  const panel = useRef<HTMLDivElement>(null);
  const before = useRef(tried);
  useEffect(() => {
    if (before.current && !tried) panel.current?.querySelector<HTMLElement>("input, button")?.focus();
    before.current = tried;
  }, [tried]);
  return panel;
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
