import { IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import { NodeIcon } from "../canvas/NodeIcon";
import { controlsFor } from "../core/form";
import { shownOutlets } from "../core/outlets";
import { problemsOf } from "../core/problems";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import { FieldControl } from "./FieldControl";
import { OutletSelect } from "./OutletSelect";
import { ProblemList } from "./ProblemList";
import { Sources } from "./Sources";

/** All that can be set about one block, drawn from its catalogue entry. */
export function BlockPanel({ id, heading }: { id: string; heading: string }) {
  const store = useEditorStore();
  const shown = useEditor((state) => state.nodes.find((node) => node.id === id)?.data);
  const references = useEditor((state) => state.references);
  const wired = useEditor((state) => state.wired.get(id));
  const problems = useEditor((state) => state.problems.get(id));
  const isEntry = useEditor((state) => state.graph.entry === id);
  const nameId = useId();
  const drawable = useEditor(mayDraw);
  if (!shown) return null;
  const { node, spec } = shown;
  const controls = spec ? controlsFor(spec, node.settings, references) : [];
  const outlets = shownOutlets(spec, node, wired ?? []);
  const named = new Set([...controls, ...outlets].map((one) => one.name));
  const { setLabel, setSetting, select, removeSelected } = store.getState();
  return (
    <>
      <header className="inspector-head">
        <NodeIcon spec={spec} />
        <h2 id={heading} className="inspector-title">
          {spec?.label ?? t("unknownType")}
        </h2>
      </header>
      <p className="inspector-help">{spec?.help ?? t("unknownTypeHelp", { type: node.type })}</p>
      <ProblemList problems={problemsOf(problems, null, named)} />
      <div className="inspector-field">
        <label className="form-label" htmlFor={nameId}>
          {t("label")}
        </label>
        <input
          id={nameId}
          className="form-control"
          data-inspector-first
          disabled={!drawable}
          value={node.label}
          maxLength={80}
          onChange={(event) => setLabel(id, event.target.value)}
        />
      </div>
      {controls.map((control) => (
        <FieldControl
          key={control.name}
          control={control}
          problems={problemsOf(problems, control.name, named)}
          onChange={(value) => setSetting(id, control.name, value)}
        />
      ))}
      {outlets.length > 0 && <h3 className="inspector-section">{t("goesTo")}</h3>}
      {outlets.map((outlet) => (
        <OutletSelect
          key={outlet.name}
          from={id}
          outlet={outlet}
          problems={problemsOf(problems, outlet.name, named)}
        />
      ))}
      {!spec?.entry && <Sources id={id} />}
      {!drawable ? null : isEntry || spec?.entry ? (
        <p className="inspector-note">{t("entryHelp")}</p>
      ) : (
        <button
          type="button"
          className="btn btn-outline-danger inspector-delete"
          onClick={() => {
            select([id]);
            removeSelected();
          }}
        >
          <IconTrash size={18} aria-hidden="true" /> {t("deleteBlock")}
        </button>
      )}
    </>
  );
}
