import { t } from "../language";
import { useEditorStore } from "../store/editor";
import type { DetailsProps } from "./detailsProps";
import { useAnswer } from "./useAnswer";

export function ListDetails({ name }: DetailsProps) {
  return name ? <Entries name={name} /> : null;
}

function Entries({ name }: { name: string }) {
  const { askCallerList } = useEditorStore().getState();
  const list = useAnswer(() => askCallerList(name));
  if (list === null) return null;
  if (list === "failed") return <p className="inspector-note">{t("referenceFailed")}</p>;
  return (
    <p className="reference-details">
      {t("listCount", { count: list.count })} · <a href={list.edit}>{t("editList")}</a>
    </p>
  );
}
