import { IconPhoneOff, IconPlayerTrackNext, IconVolume, IconVolumeOff } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { duration } from "../core/duration";
import { momentAt } from "../core/trying";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { Keypad } from "./Keypad";
import { useSound } from "./useSound";

/** The caller's phone: what it does, and its keys. */
export function Phone() {
  const store = useEditorStore();
  const audio = useRef<HTMLAudioElement>(null);
  const silent = useSound(audio);
  const over = useEditor((state) => state.tryOver);
  const { skip, hangUp } = store.getState();
  return (
    <section className="try-phone" aria-label={t("tryPhone")}>
      <Display />
      {/* biome-ignore lint/a11y/useMediaCaption: what is heard stands in the story below, line by line */}
      <audio ref={audio} preload="auto" />
      {silent !== null && (
        <p className="try-silent" role="status">
          {t("tryNoSound", { why: silent })}
        </p>
      )}
      {!over && (
        <>
          <Keypad />
          <div className="try-actions">
            <Mute />
            <button type="button" className="btn btn-danger" onClick={() => void hangUp()}>
              <IconPhoneOff size={18} aria-hidden="true" /> {t("tryHangUp")}
            </button>
            <button type="button" className="btn" title={t("trySkipHelp")} onClick={skip}>
              <IconPlayerTrackNext size={18} aria-hidden="true" /> {t("trySkip")}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

function Display() {
  const screen = useRef<HTMLDivElement>(null);
  const over = useEditor((state) => state.tryOver);
  const doing = useEditor(({ tried, tryAt, tryOver }) => {
    if (!tried?.call) return null;
    return tryOver ? "over" : momentAt(tried.call, tryAt).doing;
  });
  const people = useEditor((state) => state.references.employee);
  const who = useEditor(({ tried, tryAt }) =>
    tried?.call ? momentAt(tried.call, tryAt).who.join("\n") : "",
  );
  useEffect(() => {
    if (over) screen.current?.focus({ preventScroll: true });
  }, [over]);
  const names = who
    ? who.split("\n").map((name) => people?.find((each) => each.name === name)?.label ?? name)
    : [];
  return (
    <div ref={screen} className="try-display" data-doing={doing ?? "calling"} tabIndex={-1}>
      <span className="try-lamp" aria-hidden="true" />
      <span className="try-doing">
        <strong>{doing === null ? t("tryCalling") : t(`tryDoing_${doing}`)}</strong>
        {!over && names.length > 0 && <span>{names.join(", ")}</span>}
      </span>
      <Clock />
    </div>
  );
}

function Clock() {
  const at = useEditor((state) => duration(state.tryAt));
  return (
    <span className="try-clock" role="timer" aria-label={t("tryClock")} aria-live="off">
      {at}
    </span>
  );
}

function Mute() {
  const store = useEditorStore();
  const muted = useEditor((state) => state.tryMuted);
  const Icon = muted ? IconVolumeOff : IconVolume;
  return (
    <button
      type="button"
      className="btn try-mute"
      aria-label={t(muted ? "tryUnmute" : "tryMute")}
      title={t(muted ? "tryUnmute" : "tryMute")}
      onClick={() => store.getState().mute(!muted)}
    >
      <Icon size={18} aria-hidden="true" />
    </button>
  );
}
