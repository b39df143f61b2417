// What a panel shows while it has nothing to show.
import { Icon, type IconName } from "./icons";
import { Skeleton } from "./Menu";
import { useStatus } from "./use-wall";
import { say } from "./words";

/** Loading, or too old to be true. */
export function NoData() {
  if (useStatus() === "stale") return <p className="panel-body soft">{say("no_data")}</p>;
  return (
    <div className="panel-body loading-rows" aria-hidden="true">
      {[180, 220, 160].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}

export function Nothing({ icon, title, text }: { icon: IconName; title: string; text: string }) {
  return (
    <div className="nothing">
      <Icon name={icon} />
      <b>{title}</b>
      <span className="soft">{text}</span>
    </div>
  );
}
