// The head of Status: whether it is live, whose calls are shown, and what can be chosen.
import { useState } from "react";
import { useStore } from "zustand";
import { Drawer } from "./Drawer";
import { clock, shortDay } from "./formats";
import { Icon } from "./icons";
import { Screens } from "./Screens";
import { place, useIsPast, useStatus } from "./use-wall";
import { wall } from "./wall";
import { say } from "./words";

export function Head({ choose }: { choose: (view: "all" | "mine") => void }) {
  return (
    <div className="wall-head">
      <h1>{say("status")}</h1>
      <Live />
      <span className="wall-tools">
        <View choose={choose} />
        <Tools />
      </span>
    </div>
  );
}

function Live() {
  const status = useStatus();
  if (useIsPast()) return <span className="tag">{say("the_past")}</span>;
  return (
    <>
      <span className={`live ${status === "there" ? "" : "is-lost"}`} role="status" data-link={status}>
        {status === "there" && <span className="dot" />}
        {say(status === "there" ? "live" : status === "loading" ? "connecting" : "not_live")}
      </span>
      {status === "there" && <Clock />}
    </>
  );
}

/** Outside the part that is read out, which would be read out every second. */
function Clock() {
  const now = useStore(wall, (state) => state.now);
  return (
    <span className="num soft head-clock">
      {shortDay(now, place())}, {clock(now, place())}
    </span>
  );
}

function View({ choose }: { choose: (view: "all" | "mine") => void }) {
  const you = useStore(wall, ({ live }) => live?.you);
  if (!you || you.views.length < 2) return null;
  return (
    <fieldset className="seg" aria-label={say("whose")}>
      {you.views.map((each) => (
        <button key={each} type="button" aria-pressed={each === you.view} onClick={() => choose(each)}>
          {say(`view_${each}`)}
        </button>
      ))}
    </fieldset>
  );
}

function Tools() {
  const [open, setOpen] = useState<"" | "figures" | "screens">("");
  const may = useStore(wall, ({ live }) => live?.you.may);
  const close = () => setOpen("");
  return (
    <>
      <button type="button" className="btn only-desk" onClick={() => setOpen("figures")}>
        <Icon name="figures" />
        {say("choose_figures")}
      </button>
      {may?.includes("screens") && (
        <button type="button" className="btn only-desk" onClick={() => setOpen("screens")}>
          <Icon name="screen" />
          {say("tv_screen")}
        </button>
      )}
      {open === "figures" && <Drawer close={close} />}
      {open === "screens" && <Screens close={close} />}
    </>
  );
}
