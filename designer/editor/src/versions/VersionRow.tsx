import { IconChevronRight, IconDownload, IconHistory, IconPencil, IconVersions } from "@tabler/icons-react";
import { useId } from "react";
import type { Drawn, Version } from "../api/versions";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { drawnName, versionOnCanvas } from "../store/versions";
import { Comparison } from "./Comparison";

interface VersionRowProps {
  drawn: Drawn;
  /** Of the draft there is none. */
  version?: Version;
}

/** A version, or the draft. The chosen one unfolds, and is on the canvas. */
export function VersionRow({ drawn, version }: VersionRowProps) {
  const store = useEditorStore();
  const details = useId();
  const isOpen = useEditor((state) => versionOnCanvas(state)?.to === drawn);
  const isAwaited = useEditor((state) => state.versionAwaited === drawn);
  const isCurrent = useEditor((state) => state.versionList?.current === drawn);
  const { showVersion, hideVersion } = store.getState();
  const Icon = version ? IconVersions : IconPencil;
  return (
    <li className={isOpen ? "version is-open" : "version"}>
      <button
        type="button"
        className="version-head"
        data-version={drawn}
        aria-expanded={isOpen}
        aria-controls={details}
        aria-busy={isAwaited}
        onClick={() => (isOpen ? hideVersion() : void showVersion(drawn))}
      >
        <Icon size={18} stroke={1.75} aria-hidden="true" />
        <span className="version-words">
          <span className="version-name">
            {drawnName(drawn, t)}
            {isCurrent && <span className="version-current">{t("inForce")}</span>}
          </span>
          <VersionWords version={version} />
        </span>
        {isAwaited ? (
          <span className="spinner-border spinner-border-sm" aria-hidden="true" />
        ) : (
          <IconChevronRight className="version-chevron" size={16} aria-hidden="true" />
        )}
      </button>
      <div id={details} className="version-details" hidden={!isOpen}>
        {isOpen && (
          <>
            <Comparison drawn={drawn} />
            <VersionActions drawn={drawn} isCurrent={isCurrent} />
          </>
        )}
      </div>
    </li>
  );
}

function VersionWords({ version }: { version: Version | undefined }) {
  if (!version) return <span className="version-note">{t("notPublishedYet")}</span>;
  const when = new Date(version.created_at).toLocaleString(document.documentElement.lang || undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return (
    <>
      {version.note && <span className="version-note">{version.note}</span>}
      <span className="version-when">{t("byAt", { author: version.author, when })}</span>
      {version.numbers.length > 0 && (
        <span className="version-when">{t("inUseBy", { numbers: version.numbers.join(", ") })}</span>
      )}
    </>
  );
}

function VersionActions({ drawn, isCurrent }: { drawn: Drawn; isCurrent: boolean }) {
  const store = useEditorStore();
  const flow = useEditor((state) => state.flowId);
  const readOnly = useEditor((state) => state.readOnly);
  const path = drawn === "draft" ? "graph.json" : `versions/${drawn}/graph.json`;
  return (
    <div className="version-actions">
      {drawn !== "draft" && !isCurrent && !readOnly && (
        <button type="button" className="btn btn-sm" onClick={() => store.getState().askRollBack(drawn)}>
          <IconHistory size={16} aria-hidden="true" /> {t("rollBack")}
        </button>
      )}
      <a
        className="btn btn-sm"
        href={`/flows/${flow}/${path}`}
        download
        aria-label={t("exportOf", { name: drawnName(drawn, t) })}
      >
        <IconDownload size={16} aria-hidden="true" /> {t("exportVersion")}
      </a>
    </div>
  );
}
