import { IconChecklist } from "@tabler/icons-react";
import { useId, useState } from "react";
import { ApiError } from "../api/errors";
import { nodeById } from "../core/graph";
import { nameOf } from "../core/naming";
import { proposedName } from "../core/trying";
import { t } from "../language";
import { why } from "../session/why";
import { useEditor, useEditorStore } from "../store/editor";
import type { EditorState } from "../store/state";
import { Section } from "./Section";

/** Keeps the call as a test of the flow. */
export function SaveTest() {
  const id = useId();
  const store = useEditorStore();
  const proposed = useEditor(proposal);
  const [typed, setTyped] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState("");
  const [saved, setSaved] = useState("");
  const name = typed ?? proposed;
  const save = async () => {
    setSaved("");
    if (!name.trim()) return setRefused(t("tryTestNeedsName"));
    setRefused("");
    setBusy(true);
    try {
      await store.getState().saveTest(name.trim());
      setSaved(t("tryTestSaved", { name: name.trim() }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefused(error.trouble === "conflict" ? error.message : why(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section icon={IconChecklist} title={t("trySave")} summary={t("trySaveHelp")}>
      <form
        className="try-save"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label className="form-label" htmlFor={id}>
          {t("tryTestName")}
        </label>
        <input
          id={id}
          className="form-control"
          maxLength={120}
          aria-invalid={refused !== ""}
          aria-describedby={`${id}-said`}
          value={name}
          onChange={(event) => {
            setTyped(event.target.value);
            setRefused("");
          }}
        />
        <p id={`${id}-said`} className={refused ? "inspector-hint" : "try-saved"} role="status">
          {refused || saved}
        </p>
        <button type="submit" className="btn w-100" disabled={busy}>
          {t("trySave")}
        </button>
      </form>
    </Section>
  );
}

function proposal({ tried, specs }: EditorState): string {
  if (!tried?.call) return "";
  return proposedName(tried.call, (step) => {
    const node = nodeById(tried.graph, step.node);
    return node ? nameOf(specs, node) : step.node;
  });
}
