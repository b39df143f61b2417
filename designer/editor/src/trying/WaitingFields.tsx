import { IconHourglass } from "@tabler/icons-react";
import { MOST_WAITING } from "../core/tryingScript";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { CountInput } from "./CountInput";
import { Section } from "./Section";

/** How many wait for each group before this caller. */
export function WaitingFields() {
  const store = useEditorStore();
  const groups = useEditor((state) => state.references.group) ?? [];
  const waiting = useEditor((state) => state.choices.waiting);
  const count = Object.values(waiting).reduce((sum, each) => sum + each, 0);
  if (groups.length === 0) return null;
  const change = (group: string, callers: number) => {
    const { [group]: _, ...others } = waiting;
    store.getState().choose({ waiting: callers ? { ...others, [group]: callers } : others });
  };
  return (
    <Section
      icon={IconHourglass}
      title={t("tryWaiting")}
      summary={count ? t("tryWaitingSome", { count }) : t("tryWaitingNobody")}
    >
      {groups.map(({ name, label }) => (
        <div key={name} className="try-row">
          <span className="try-person" aria-hidden="true">
            {label}
          </span>
          <CountInput
            label={t("tryWaitingFor", { name: label })}
            value={waiting[name] ?? 0}
            most={MOST_WAITING}
            onChange={(callers) => change(name, callers)}
          />
        </div>
      ))}
    </Section>
  );
}
