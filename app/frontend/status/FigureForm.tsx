// What one figure does: its target, its sound, its place.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { askToNotify, wakeSound } from "./alarm";
import { changed, moved, removed } from "./choosing";
import { Icon } from "./icons";
import { keepChoice } from "./requests";
import type { Choice, Chosen, Definition, From } from "./rows";
import { wall } from "./wall";
import { say } from "./words";

interface Props {
  definition: Definition;
  chosen: Chosen;
  close: () => void;
}

export function FigureForm({ definition, chosen, close }: Props) {
  const first = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState("");
  useEffect(() => first.current?.querySelector<HTMLElement>("input, select, button")?.focus(), []);
  const keep = async (next: Choice) => {
    const problem = await keepChoice(next);
    setFault(problem);
    if (!problem) close();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const changes = changesOf(definition, new FormData(event.currentTarget));
    if (changes.notify) askToNotify();
    if (changes.sound) wakeSound();
    void keep(changed(choice(), definition.name, changes));
  };
  const move = (to: number) => void keep(moved(choice(), definition.name, to));
  const at = choice().figures.findIndex(({ name }) => name === definition.name);
  return (
    <form
      ref={first}
      className="figure-form floating"
      onSubmit={submit}
      aria-label={say("change_figure", { figure: definition.label })}
    >
      {definition.better && <Targets definition={definition} chosen={chosen} />}
      {definition.better && <Signals chosen={chosen} />}
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <div className="row-of tight">
        <Move icon="up" to={at - 1} isOff={at === 0} words={say("earlier")} move={move} />
        <Move
          icon="down"
          to={at + 1}
          isOff={at === choice().figures.length - 1}
          words={say("later")}
          move={move}
        />
        <button
          type="button"
          className="btn btn-small btn-bare last"
          disabled={choice().figures.length === 1}
          onClick={() => void keep(removed(choice(), definition.name))}
        >
          <Icon name="remove" />
          {say("remove_figure")}
        </button>
      </div>
      {definition.better && (
        <button type="submit" className="btn btn-primary">
          {say("save")}
        </button>
      )}
    </form>
  );
}

interface MoveOf {
  icon: "up" | "down";
  to: number;
  isOff: boolean;
  words: string;
  move: (to: number) => void;
}

function Move({ icon, to, isOff, words, move }: MoveOf) {
  return (
    <button
      type="button"
      className="btn btn-small btn-square"
      aria-label={words}
      title={words}
      disabled={isOff}
      onClick={() => move(to)}
    >
      <Icon name={icon} />
    </button>
  );
}

function choice(): Choice {
  return wall.getState().live?.you.choice ?? { figures: [] };
}

function isShare(definition: Definition): boolean {
  return definition.unit === "share" && definition.judged === "value";
}

function Targets({ definition, chosen }: { definition: Definition; chosen: Chosen }) {
  const scale = isShare(definition) ? 100 : 1;
  const shown = (own: number | null, usual: number | undefined) =>
    own === null ? (usual === undefined ? "" : String(usual * scale)) : String(own * scale);
  const unit = unitOf(definition);
  return (
    <fieldset>
      <legend>{say(definition.better === "more" ? "target_more" : "target_less")}</legend>
      <label>
        {say("level_watch")}
        <span className="row-of tight">
          <input
            className="form-control"
            name="watch"
            inputMode="decimal"
            defaultValue={shown(
              chosen.off ? null : chosen.watch,
              chosen.off ? undefined : definition.target?.watch,
            )}
          />
          {unit}
        </span>
      </label>
      <label>
        {say("level_act")}
        <span className="row-of tight">
          <input
            className="form-control"
            name="act"
            inputMode="decimal"
            defaultValue={shown(
              chosen.off ? null : chosen.act,
              chosen.off ? undefined : definition.target?.act,
            )}
          />
          {unit}
        </span>
      </label>
      <p className="small soft">{say("target_empty")}</p>
    </fieldset>
  );
}

function unitOf(definition: Definition): string {
  if (definition.judged === "since" || definition.unit === "seconds") return say("unit_s");
  if (definition.unit === "share") return "%";
  return definition.unit === "minutes" ? say("unit_min") : definition.currency;
}

function Signals({ chosen }: { chosen: Chosen }) {
  return (
    <fieldset>
      <legend>{say("signals")}</legend>
      {(["sound", "notify", "message"] as const).map((name) => (
        <label key={name}>
          {say(`signal_${name}`)}
          <select className="form-select" name={name} defaultValue={fromOf(chosen[name])}>
            <option value="">{say("never")}</option>
            <option value="watch">{say("from_watch")}</option>
            <option value="act">{say("from_act")}</option>
          </select>
        </label>
      ))}
    </fieldset>
  );
}

function fromOf(signal: From | boolean): From {
  return signal === true ? "act" : signal || "";
}

function changesOf(definition: Definition, form: FormData): Partial<Chosen> {
  const scale = isShare(definition) ? 100 : 1;
  const number = (name: string) => {
    const text = String(form.get(name) ?? "").trim();
    return text === "" ? null : Number(text.replace(",", ".")) / scale;
  };
  const [watch, act] = [number("watch"), number("act")];
  const signal = (name: string) => String(form.get(name) ?? "") as From;
  return {
    watch,
    act,
    off: watch === null && act === null,
    sound: signal("sound"),
    notify: signal("notify"),
    message: signal("message"),
  };
}
