// What everybody is doing, group by group.
import { choosePresence, mayAct, type Reason } from "./acts";
import { useDrop } from "./dragged";
import { grouped } from "./grouped";
import { type Item, Menu } from "./Menu";
import { Presence } from "./presence";
import { useReasons } from "./reasons";
import type { Person, Queue } from "./rows";
import { NoData } from "./states";
import { timeBeside } from "./times";
import { useIsPast, useMoment, useNowRow, useRows, useStatus } from "./use-wall";
import { say } from "./words";

export function People() {
  const groups = grouped(useRows<Person>("people"), useRows<Queue>("queues"));
  const now = useNowRow();
  const status = useStatus();
  return (
    <section className="panel is-people" aria-labelledby="people-title">
      <div className="panel-head">
        <h2 id="people-title">{say("people")}</h2>
        {now && status === "there" && (
          <span className="small soft num">
            {say("people_sum", { free: now.free, talking: now.talking, inside: now.inside })}
          </span>
        )}
      </div>
      {status !== "there" ? (
        <NoData />
      ) : (
        <ul className="people">
          {groups.length === 0 && <li className="panel-body soft">{say("no_people")}</li>}
          {groups.map(({ group, label, free, people }) => (
            <li key={group}>
              <GroupHead group={group} label={label} free={free} count={people.length} />
              <ul>
                {people.map((person) => (
                  <Row key={person.extension} person={person} />
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function GroupHead({
  group,
  label,
  free,
  count,
}: {
  group: string;
  label: string;
  free: number;
  count: number;
}) {
  const { isOver, drop } = useDrop(`group:${group}`);
  return (
    <div className={`person-group ${isOver ? "is-target" : ""}`} {...(group && drop)}>
      <span className="grow">{label || say("no_group")}</span>
      <span className="num">{say("free_in_group", { free, count })}</span>
    </div>
  );
}

function Row({ person }: { person: Person }) {
  const isPast = useIsPast();
  const reasons = useReasons();
  const items = isPast ? [] : itemsOf(person, reasons);
  const { isOver, drop } = useDrop(`employee:${person.extension}`);
  return (
    <li
      className={`person-row ${isOver ? "is-target" : ""}`}
      data-person={person.extension}
      data-state={person.state}
      {...drop}
    >
      <span className="row-of">
        <Presence state={person.state} />
      </span>
      <span className="grow">
        <span className="row-of tight">
          <span className="cut person-name">{person.name}</span>
          <span className="small soft num">{person.extension}</span>
        </span>
        <span className="small soft cut second-line">{person.words}</span>
      </span>
      <span className="small num soft">
        <Time person={person} />
      </span>
      {items.length > 0 ? (
        <Menu label={say("acts_for", { name: person.name })} items={items} />
      ) : (
        <span className="no-menu" />
      )}
    </li>
  );
}

function Time({ person }: { person: Person }) {
  const now = useMoment();
  return timeBeside(person, now);
}

/** A wrap-up or a talk goes on; what is chosen counts from then on. */
function itemsOf(person: Person, reasons: readonly Reason[]): Item[] {
  if (!mayAct()) return [];
  const choose = (
    label: string,
    icon: Item["icon"],
    presence: Parameters<typeof choosePresence>[1],
  ): Item => ({
    label,
    icon,
    run: () => choosePresence(person.extension, presence),
  });
  const isOut = ["paused", "do_not_disturb", "away"].includes(person.state);
  return [
    ...(isOut ? [choose(say("make_free"), "ok", { state: "free" })] : []),
    ...reasons
      .filter(({ name }) => person.state !== "paused" || person.reason !== name)
      .map(({ id, name }) =>
        choose(say("pause_for", { reason: name }), "pause", { state: "paused", reason: id }),
      ),
    ...(person.state === "away" ? [] : [choose(say("make_away"), "away", { state: "away" })]),
  ];
}
