import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { t } from "../language";
import { why } from "../session/why";
import { useEditor, useEditorStore } from "../store/editor";
import { draftDiffers } from "../store/versions";
import { RollBackDialog } from "./RollBackDialog";
import { VersionRow } from "./VersionRow";
import "./versions.css";

const SHOWN_AT_FIRST = 20;

/** What was published, the newest first, and what is different in each. */
export default function VersionsPanel() {
  const store = useEditorStore();
  const list = useEditor((state) => state.versionList);
  const published = useEditor((state) => state.publishedVersion);
  const asking = useEditor((state) => state.dialog === "rollBack");
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is published meanwhile belongs into the list
  useEffect(() => {
    void store.getState().openVersions();
  }, [store, published]);
  return (
    <>
      <Trouble />
      {list ? <History /> : <Loading />}
      <FlowPages />
      {asking && <RollBackDialog />}
    </>
  );
}

function Loading() {
  const failed = useEditor((state) => state.versionsTrouble !== null);
  if (failed) return null;
  return (
    <p className="inspector-note" role="status">
      <span className="spinner-border spinner-border-sm" aria-hidden="true" /> {t("versionsLoading")}
    </p>
  );
}

function History() {
  const list = useEditor((state) => state.versionList);
  const differs = useEditor(draftDiffers);
  const [most, setMost] = useState(SHOWN_AT_FIRST);
  if (!list) return null;
  const { current, versions } = list;
  if (current === null) return <p className="inspector-note">{t("noVersions")}</p>;
  return (
    <>
      <p className="inspector-note">
        {differs ? t("versionsHelp") : t("draftIsCurrent", { version: current })}
      </p>
      <ol className="versions" reversed>
        {differs && <VersionRow drawn="draft" />}
        {versions.slice(0, most).map((version) => (
          <VersionRow key={version.version} drawn={version.version} version={version} />
        ))}
      </ol>
      {versions.length > most && (
        <button type="button" className="btn btn-sm w-100" onClick={() => setMost(versions.length)}>
          {t("olderVersions", { count: versions.length - most })}
        </button>
      )}
    </>
  );
}

function Trouble() {
  const store = useEditorStore();
  const trouble = useEditor((state) => state.versionsTrouble);
  const awaited = useEditor((state) => state.versionList === null);
  if (!trouble) return null;
  return (
    <div className="versions-trouble" role="alert">
      <p>
        <IconAlertTriangle size={16} aria-hidden="true" /> {t("versionsFailed", { why: why(trouble) })}
      </p>
      {awaited && (
        <button type="button" className="btn btn-sm" onClick={() => void store.getState().openVersions()}>
          {t("retry")}
        </button>
      )}
    </div>
  );
}

function FlowPages() {
  const flow = useEditor((state) => state.flowId);
  const pages = [
    ["versions", t("versionsPage")],
    ["tests", t("testsPage")],
    ["replay", t("replayPage")],
  ] as const;
  return (
    <nav aria-label={t("flowPages")}>
      <h3 className="inspector-section">{t("flowPages")}</h3>
      <ul className="versions-pages">
        {pages.map(([page, label]) => (
          <li key={page}>
            <a href={`/flows/${flow}/${page}`}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
