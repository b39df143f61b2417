// The links of TV screens: made here, shown once, and ended here.
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import { confirmed } from "../ask-first";
import { DrawerFrame } from "./DrawerFrame";
import { minute, shortDay } from "./formats";
import { ask } from "./requests";
import type { Queue } from "./rows";
import { place, useRows } from "./use-wall";
import { wall } from "./wall";
import { say } from "./words";

interface Screen {
  id: number;
  name: string;
  language: string;
  groups: readonly string[];
  figures: readonly string[];
  made_at: number;
  seen_at: number | null;
  made_by: string;
  /** Whoever made it may show so much still. */
  is_allowed: boolean;
  link?: string;
}

export function Screens({ close }: { close: () => void }) {
  const [screens, setScreens] = useState<readonly Screen[]>([]);
  const [fault, setFault] = useState("");
  const [made, setMade] = useState<Screen | null>(null);
  const load = useCallback(async () => {
    const answer = await ask<{ screens: Screen[] }>("GET", "/status/screens");
    if (answer.ok) setScreens(answer.found.screens);
    else setFault(answer.error);
  }, []);
  useEffect(() => void load(), [load]);
  const end = async (screen: Screen) => {
    if (!(await confirmed(say("end_screen_question", { name: screen.name }), say("end_screen")))) return;
    const answer = await ask("DELETE", `/status/screens/${screen.id}`);
    setFault(answer.ok ? "" : answer.error);
    if (answer.ok && made?.id === screen.id) setMade(null);
    await load();
  };
  return (
    <DrawerFrame
      id="screens-title"
      title={say("tv_screens")}
      help={say("screens_help")}
      fault={fault}
      close={close}
    >
      {made?.link && <Made link={made.link} />}
      <ul className="drawer-list">
        {screens.map((screen) => (
          <li key={screen.id} className="drawer-item">
            <span className="grow">
              <span className="strong">{screen.name}</span>
              <span className="small soft second-line">{seenWords(screen)}</span>
            </span>
            <button type="button" className="btn btn-small" onClick={() => void end(screen)}>
              {say("end_screen")}
              <span className="visually-hidden"> {screen.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <NewScreen
        made={(screen) => {
          setMade(screen);
          void load();
        }}
      />
    </DrawerFrame>
  );
}

function seenWords(screen: Screen): string {
  if (!screen.is_allowed) return say("screen_not_allowed", { name: screen.made_by });
  if (screen.seen_at === null) return say("screen_never");
  return say("screen_seen", {
    time: `${shortDay(screen.seen_at, place())}, ${minute(screen.seen_at, place())}`,
  });
}

function Made({ link }: { link: string }) {
  const url = new URL(link, location.href).href;
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="made-link">
      <label htmlFor="screen-link">{say("screen_link")}</label>
      <div className="row-of">
        <input
          id="screen-link"
          className="form-control"
          readOnly
          value={url}
          onFocus={(event) => event.target.select()}
        />
        <button
          type="button"
          className="btn"
          onClick={() => void navigator.clipboard?.writeText(url).then(() => setCopied(true))}
        >
          {say(isCopied ? "copied" : "copy")}
        </button>
      </div>
      <p className="soft small">{say("screen_once")}</p>
    </div>
  );
}

function NewScreen({ made }: { made: (screen: Screen) => void }) {
  const queues = useRows<Queue>("queues");
  const choice = useStore(wall, ({ live }) => live?.you.choice);
  const [fault, setFault] = useState("");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const answer = await ask<Screen>("POST", "/status/screens", {
      name: String(fields.get("name") ?? ""),
      language: place().language,
      groups: fields.getAll("groups"),
      figures: (choice?.figures ?? []).map(({ name }) => name),
    });
    setFault(answer.ok ? "" : answer.error);
    if (!answer.ok) return;
    form.reset();
    made(answer.found);
  };
  return (
    <form className="new-screen" onSubmit={submit}>
      <h3>{say("new_screen")}</h3>
      <label>
        {say("screen_name")}
        <input
          className="form-control"
          name="name"
          required
          maxLength={60}
          placeholder={say("screen_name_example")}
        />
      </label>
      {queues.length > 1 && (
        <fieldset>
          <legend>{say("screen_groups")}</legend>
          {queues.map(({ row }) => (
            <label key={row.group} className="form-check">
              <input className="form-check-input" type="checkbox" name="groups" value={row.group} />
              <span className="form-check-label">{row.label}</span>
            </label>
          ))}
          <p className="soft small">{say("screen_groups_help")}</p>
        </fieldset>
      )}
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" className="btn btn-primary">
        {say("make_link")}
      </button>
    </form>
  );
}
