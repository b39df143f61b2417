// Calls by hour of today by outcome, with the usual number as a mark across each bar.
import { ceiling, hoursShown, stack } from "./bars";
import { useIsNarrow } from "./narrow";
import { fillOf, Key, OUTCOMES } from "./patterns";
import type { Hour, Said } from "./rows";
import { Sentence } from "./Sentence";
import { useNowRow, useRow, useRows } from "./use-wall";
import { say, sayMany } from "./words";

/** From the bottom of a bar. */
const STACKED = ["answered", "voicemail", "missed", "abandoned"] as const;
const LEFT = 24;
/** Of more hours, every second one has its name. */
const MOST_NAMED = 14;

export function Hours() {
  const said = useRow<Said>("says", "hours");
  const weekday = useNowRow()?.weekday ?? "";
  return (
    <div className="panel-body hours">
      <div className="row-of">
        <h3 className="grow">{say("hours_title")}</h3>
        <span className="small soft row-of tight">
          <svg width="14" height="12" aria-hidden="true">
            <path d="M0 6h14" stroke="var(--tblr-heading-color, currentColor)" strokeWidth="2" />
          </svg>
          {say("usual_weekday", { weekday })}
        </span>
      </div>
      {said && said.parts.length > 0 && (
        <p className="say">
          <Sentence parts={said.parts} />
        </p>
      )}
      <HoursChart />
      <div className="legend">
        {OUTCOMES.map((outcome) => (
          <span key={outcome}>
            <Key part={outcome} />
            {say(`outcome_${outcome}`)}
          </span>
        ))}
      </div>
    </div>
  );
}

export function HoursChart({ wide }: { wide?: { width: number; height: number } }) {
  const rows = hoursShown(useRows<Hour>("hours").map(({ row }) => row));
  const isNarrow = useIsNarrow();
  const { width, height } = wide ?? (isNarrow ? { width: 330, height: 160 } : { width: 363, height: 126 });
  const top = ceiling(Math.max(0, ...rows.map(({ calls, usual }) => Math.max(calls, usual ?? 0))));
  const ground = height - 18;
  const step = (width - LEFT) / Math.max(1, rows.length);
  const y = (calls: number) => ground - (calls / top) * (ground - 8);
  const label = say("hours_picture", { count: rows.reduce((sum, { calls }) => sum + calls, 0) });
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line className="grid" x1={LEFT} x2={width} y1={y(value)} y2={y(value)} />
          <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {rows.map((row, index) => (
        <Column
          key={row.hour}
          row={row}
          x={LEFT + index * step}
          step={step}
          y={y}
          ground={ground}
          isNamed={rows.length <= MOST_NAMED || index % 2 === 0}
        />
      ))}
    </svg>
  );
}

interface ColumnOf {
  row: Hour;
  x: number;
  step: number;
  y: (calls: number) => number;
  ground: number;
  isNamed: boolean;
}

function Column({ row, x, step, y, ground, isNamed }: ColumnOf) {
  const room = Math.min(24, step * 0.72);
  const middle = x + step / 2;
  const parts = STACKED.map((name) => [name, row[name]] as const);
  const sum = parts.reduce((all, [, count]) => all + count, 0);
  return (
    <g>
      <title>{sayMany("hour_words", row.calls, { hour: row.hour, next: row.hour + 1 })}</title>
      {stack(parts, sum, ground - y(sum)).map(({ name, from, size }) => (
        <rect
          key={name}
          x={middle - room / 2}
          y={ground - from - size}
          width={room}
          height={Math.max(1, size - 0.8)}
          fill={fillOf(name)}
        />
      ))}
      {row.usual !== null && row.usual >= 0.5 && (
        <line
          x1={middle - room / 2 - 4}
          x2={middle + room / 2 + 4}
          y1={y(row.usual)}
          y2={y(row.usual)}
          stroke="var(--tblr-heading-color, currentColor)"
          strokeWidth="2"
        />
      )}
      {isNamed && (
        <text x={middle} y={ground + 15} textAnchor="middle">
          {row.hour}
        </text>
      )}
    </g>
  );
}
