import { IconAlertCircle, IconPlayerPlay, IconX } from "@tabler/icons-react";
import type { Finding } from "../api/versions";
import { NodeIcon } from "../canvas/NodeIcon";
import { nameOf } from "../core/naming";
import { type Diagnostic, exampleText } from "../core/problems";
import { drawnBlock } from "../core/trying";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";

/** All faults of the drawing. A click shows the block that a fault is about. */
export function ProblemsPanel() {
  const store = useEditorStore();
  const shown = useEditor((state) => state.showProblems);
  const diagnostics = useEditor((state) => state.diagnostics);
  const checkFailed = useEditor((state) => state.checkFailed);
  return (
    <section
      id="editor-problems"
      className="problems"
      hidden={!shown}
      aria-label={t("problems", { count: diagnostics.length })}
    >
      <header className="problems-head">
        <h2>{t("problems", { count: diagnostics.length })}</h2>
        <button
          type="button"
          className="btn-icon"
          aria-label={t("close")}
          onClick={() => store.getState().toggleProblems(false)}
        >
          <IconX size={18} aria-hidden="true" />
        </button>
      </header>
      {checkFailed && (
        <p className="problems-note" role="status">
          {t("checkFailed")}
        </p>
      )}
      {diagnostics.length === 0 && !checkFailed && <p className="problems-note">{t("noProblemsLong")}</p>}
      <ul>
        {diagnostics.map((diagnostic) => (
          <li key={`${diagnostic.node} ${diagnostic.field} ${diagnostic.code} ${diagnostic.message}`}>
            <Problem diagnostic={diagnostic} />
          </li>
        ))}
      </ul>
      <Cautions />
    </section>
  );
}

/** What can happen to callers; it holds nothing up. */
function Cautions() {
  const cautions = useEditor((state) => state.cautions);
  const failed = useEditor((state) => state.cautionsFailed);
  return (
    <>
      {failed && (
        <p className="problems-note" role="status">
          {t("cautionsFailed")}
        </p>
      )}
      {cautions.length > 0 && (
        <>
          <h3 className="problems-section">{t("cautions", { count: cautions.length })}</h3>
          <p className="problems-note">{t("cautionsHelp")}</p>
          <ul>
            {cautions.map((caution) => (
              <li key={`${caution.node} ${caution.code} ${caution.message}`}>
                <Caution caution={caution} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Caution({ caution }: { caution: Finding }) {
  const store = useEditorStore();
  const { script, message } = caution;
  const id = caution.node === null ? null : drawnBlock(caution.node);
  const shown = useEditor((state) => state.nodes.find((node) => node.id === id)?.data);
  const specs = useEditor((state) => state.specs);
  const { select, reveal, playCaution } = store.getState();
  const text = (
    <>
      <span className="caution-icon">
        <IconAlertCircle size={16} aria-hidden="true" />
      </span>
      <span className="problem-where">{shown ? nameOf(specs, shown.node) : t("wholeFlow")}</span>
      <span className="problem-message">
        <span className="visually-hidden">{t("cautionWord")}: </span>
        {message}
      </span>
    </>
  );
  return (
    <div className="caution">
      {shown ? (
        <button
          type="button"
          className="problem"
          onClick={() => {
            select([shown.node.id]);
            reveal([shown.node.id], true);
          }}
        >
          {text}
        </button>
      ) : (
        <div className="problem">{text}</div>
      )}
      {script && (
        <button
          type="button"
          className="btn btn-sm"
          aria-label={t("cautionPlayThis", { message })}
          onClick={() => playCaution(caution)}
        >
          <IconPlayerPlay size={14} aria-hidden="true" /> {t("cautionPlay")}
        </button>
      )}
    </div>
  );
}

function Problem({ diagnostic }: { diagnostic: Diagnostic }) {
  const store = useEditorStore();
  const { node: id, message } = diagnostic;
  const shown = useEditor((state) => state.nodes.find((node) => node.id === id)?.data);
  const specs = useEditor((state) => state.specs);
  const example = exampleText(diagnostic.example);
  const text = (
    <>
      {shown && <NodeIcon spec={shown.spec} size={14} />}
      <span className="problem-where">{shown ? nameOf(specs, shown.node) : t("wholeFlow")}</span>
      <span className="problem-message">
        {message}
        {example && <span className="problem-example">{t("exampleCall", { example })}</span>}
      </span>
    </>
  );
  if (!shown) return <div className="problem">{text}</div>;
  const { select, reveal } = store.getState();
  return (
    <button
      type="button"
      className="problem"
      onClick={() => {
        select([shown.node.id]);
        reveal([shown.node.id], true);
      }}
    >
      {text}
    </button>
  );
}
