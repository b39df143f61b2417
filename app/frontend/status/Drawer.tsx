// Choose figures: the large ones in their order, which can be dragged, and all others to add.
import { type DragEvent, useState } from "react";
import { useStore } from "zustand";
import { added, moved, others, removed } from "./choosing";
import { DrawerFrame } from "./DrawerFrame";
import { Icon } from "./icons";
import { defaultChoice, keepChoice } from "./requests";
import type { Choice, Definition } from "./rows";
import { wall } from "./wall";
import { say } from "./words";

export function Drawer({ close }: { close: () => void }) {
  const live = useStore(wall, (state) => state.live);
  const [fault, setFault] = useState("");
  if (!live) return null;
  const keep = async (next: Choice) => setFault(await keepChoice(next));
  const { choice } = live.you;
  const byName = new Map(live.catalog.map((each) => [each.name, each]));
  return (
    <DrawerFrame
      id="drawer-title"
      title={say("choose_figures")}
      help={say("drawer_help")}
      fault={fault}
      close={close}
    >
      <Large choice={choice} byName={byName} keep={keep} />
      <h3>{say("more_figures")}</h3>
      <ul className="drawer-list">
        {others(choice, live.catalog).map((definition) => (
          <li key={definition.name} className="drawer-item">
            <What definition={definition} />
            <button
              type="button"
              className="btn btn-small"
              aria-label={say("add_figure", { figure: definition.label })}
              onClick={() => void keep(added(choice, definition.name))}
            >
              <Icon name="add" />
              {say("add")}
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="btn btn-small btn-bare"
        onClick={() => void defaultChoice().then(setFault)}
      >
        {say("default_figures")}
      </button>
    </DrawerFrame>
  );
}

function What({ definition }: { definition: Definition }) {
  return (
    <span className="grow">
      <span className="strong">{definition.label}</span>
      <span className="small soft second-line">{definition.words}</span>
    </span>
  );
}

interface LargeOf {
  choice: Choice;
  byName: ReadonlyMap<string, Definition>;
  keep: (next: Choice) => Promise<void>;
}

function Large({ choice, byName, keep }: LargeOf) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const end = () => {
    setDragged(null);
    setOver(null);
  };
  const drop = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged) void keep(moved(choice, dragged, at));
    end();
  };
  return (
    <ol className="drawer-list">
      {choice.figures.map(({ name }, at) => {
        const definition = byName.get(name);
        if (!definition) return null;
        const step = (by: number) => void keep(moved(choice, name, at + by));
        return (
          <li
            key={name}
            className={`drawer-item ${over === at && dragged !== name ? "is-target" : ""}`}
            draggable
            onDragStart={() => setDragged(name)}
            onDragEnd={end}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(at);
            }}
            onDrop={(event) => drop(event, at)}
          >
            <Icon name="grip" small />
            <What definition={definition} />
            <Step
              icon="up"
              label={say("move_earlier", { figure: definition.label })}
              isOff={at === 0}
              go={() => step(-1)}
            />
            <Step
              icon="down"
              label={say("move_later", { figure: definition.label })}
              isOff={at === choice.figures.length - 1}
              go={() => step(1)}
            />
            <Step
              icon="close"
              label={say("take_away", { figure: definition.label })}
              isOff={choice.figures.length === 1}
              go={() => void keep(removed(choice, name))}
            />
          </li>
        );
      })}
    </ol>
  );
}

function Step({
  icon,
  label,
  isOff,
  go,
}: {
  icon: "up" | "down" | "close";
  label: string;
  isOff: boolean;
  go: () => void;
}) {
  return (
    <button
      type="button"
      className="btn btn-bare btn-small btn-square"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={go}
    >
      <Icon name={icon} />
    </button>
  );
}
