// The parts of the exchange: a word each while all is well, and what is wrong and what to do where it isn't.
import { useRef, useState } from "react";
import { useStore } from "zustand";
import { Icon, type IconName } from "./icons";
import { useOutside } from "./Menu";
import type { HealthPart } from "./rows";
import { type Keyed, ordered } from "./state";
import { useRows, useStatus } from "./use-wall";
import { wall } from "./wall";
import { say } from "./words";

const LOOKS: Record<HealthPart["state"], { level: string; icon: IconName }> = {
  ok: { level: "ok", icon: "well" },
  warning: { level: "watch", icon: "watch" },
  unknown: { level: "watch", icon: "unknown" },
  fault: { level: "act", icon: "act" },
};

export function Health() {
  const parts = useRows<HealthPart>("health");
  const isStale = useStatus() === "stale";
  const known = useStore(wall, ({ live }) => live);
  if (isStale && known) return <Names parts={ordered<HealthPart>(known, "health")} />;
  if (parts.length === 0) return null;
  return (
    <section className="panel health" aria-label={say("health")}>
      {parts.map(({ key, row }) => (
        <Part key={key} part={row} />
      ))}
    </section>
  );
}

/** While nothing is known of them. */
function Names({ parts }: { parts: readonly Keyed<HealthPart>[] }) {
  if (parts.length === 0) return null;
  return (
    <section className="panel health" aria-label={say("health")}>
      {parts.map(({ key, row }) => (
        <span key={key} className="health-part strong">
          {row.label}
        </span>
      ))}
    </section>
  );
}

function Part({ part }: { part: HealthPart }) {
  const [isOpen, setOpen] = useState(false);
  const holder = useRef<HTMLSpanElement>(null);
  useOutside(holder, isOpen, () => setOpen(false));
  const { level, icon } = LOOKS[part.state];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button inside has opened
    <span
      ref={holder}
      className="menu-holder"
      onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
    >
      <button
        type="button"
        className={`health-part is-${level}`}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={icon} small />
        <span className="strong">{part.label}</span>
        <span className="visually-hidden">{say(`health_${part.state}`)}</span>
        {part.state !== "ok" && <span className="soft health-said">{part.said}</span>}
      </button>
      {isOpen && (
        <div className="floating health-about">
          <b>{part.label}</b>
          <p>{part.said}</p>
          {part.to_do && <p>{part.to_do}</p>}
        </div>
      )}
    </span>
  );
}
