import { IconFilter, IconX } from "@tabler/icons-react";
import { type FormEvent, useId, useState } from "react";
import type { FilterChip, OfferedFilter } from "../api/traffic";
import { statisticsOf, withFilter, without } from "../core/trafficFilters";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";

const EXAMPLES: Record<OfferedFilter["kind"], string> = {
  choice: "",
  block: "",
  number: "+49 30",
  range: "10-60",
};
const HOURS = "hours";
const EXAMPLE_OF_HOURS = "9-17";

/** Which of the calls are counted: the filters of Statistics. */
export function Filters() {
  const store = useEditorStore();
  const chips = useEditor((state) => state.traffic?.chips);
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    void store.getState().loadFilters();
    setOpen(!isOpen);
  };
  return (
    <section className="traffic-filters" aria-label={t("filters")}>
      {chips?.map((chip) => (
        <Chip key={`${chip.name}=${chip.value}`} chip={chip} />
      ))}
      <button type="button" className="btn btn-sm" aria-expanded={isOpen} onClick={open}>
        <IconFilter size={16} aria-hidden="true" />
        {t("addFilter")}
      </button>
      {chips && chips.length > 1 && (
        <button
          type="button"
          className="btn btn-sm btn-ghost-secondary"
          onClick={() => void store.getState().narrow([])}
        >
          {t("clearFilters")}
        </button>
      )}
      <StatisticsLink />
      {isOpen && <NewFilter onDone={() => setOpen(false)} />}
    </section>
  );
}

function Chip({ chip }: { chip: FilterChip }) {
  const store = useEditorStore();
  const filter = `${chip.label} ${chip.text}`;
  const takeOff = () => {
    const { filters, narrow } = store.getState();
    void narrow(without(filters, [chip.name, chip.value]));
  };
  return (
    <span className="traffic-chip">
      {chip.is_known ? (
        <>
          {chip.label} <b>{chip.text}</b>
        </>
      ) : (
        t("filterGone", { filter })
      )}
      <button
        type="button"
        className="btn-icon"
        aria-label={t("withoutFilter", { filter })}
        title={t("withoutFilter", { filter })}
        onClick={takeOff}
      >
        <IconX size={14} aria-hidden="true" />
      </button>
    </span>
  );
}

function StatisticsLink() {
  const flow = useEditor((state) => state.flowId);
  const query = useEditor((state) => state.traffic?.query);
  if (!query) return null;
  return (
    <a className="traffic-statistics" href={statisticsOf(query, flow)}>
      {t("inStatistics")}
    </a>
  );
}

function NewFilter({ onDone }: { onDone: () => void }) {
  const store = useEditorStore();
  const id = useId();
  const offered = useEditor((state) => state.offeredFilters) ?? [];
  const [name, setName] = useState("");
  const [typed, setTyped] = useState("");
  const usable = offered.filter(({ kind, choices }) => choices.length > 0 || EXAMPLES[kind]);
  const filter = usable.find((each) => each.name === name) ?? usable[0];
  if (!filter) return null;
  const value = filter.choices.some((each) => each.value === typed)
    ? typed
    : (filter.choices[0]?.value ?? typed);
  const show = (event: FormEvent) => {
    event.preventDefault();
    const { filters, narrow } = store.getState();
    void narrow(withFilter(filters, [filter.name, value]));
    onDone();
  };
  return (
    <form className="traffic-new-filter" onSubmit={show}>
      <label htmlFor={`${id}by`}>{t("filterBy")}</label>
      <select
        id={`${id}by`}
        className="form-select"
        value={filter.name}
        onChange={(event) => setName(event.target.value)}
      >
        {usable.map((each) => (
          <option key={each.name} value={each.name}>
            {each.label}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}value`}>{t("filterValue")}</label>
      <Value id={`${id}value`} filter={filter} value={value} onChange={setTyped} />
      <button type="submit" className="btn btn-sm">
        {t("applyFilter")}
      </button>
    </form>
  );
}

interface ValueProps {
  id: string;
  filter: OfferedFilter;
  value: string;
  onChange: (value: string) => void;
}

function Value({ id, filter, value, onChange }: ValueProps) {
  if (filter.choices.length === 0) {
    const example = filter.name === HOURS ? EXAMPLE_OF_HOURS : EXAMPLES[filter.kind];
    return (
      <input
        id={id}
        className="form-control"
        required
        placeholder={t("filterLike", { example })}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <select id={id} className="form-select" value={value} onChange={(event) => onChange(event.target.value)}>
      {filter.choices.map((each) => (
        <option key={each.value} value={each.value}>
          {each.label}
        </option>
      ))}
    </select>
  );
}
