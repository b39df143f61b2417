import { type RefObject, useEffect, useRef, useState } from "react";
import { ApiError } from "../api/errors";
import { momentAt, type Sound } from "../core/trying";
import { t } from "../language";
import { why } from "../session/why";
import { useEditor, useEditorStore } from "../store/editor";
import type { EditorState } from "../store/state";

/** Lets an <audio> play what the caller hears at this moment; returns why it cannot, or null. */
export function useSound(audio: RefObject<HTMLAudioElement | null>): string | null {
  const store = useEditorStore();
  const key = useEditor((state) => keyOf(soundNow(state)));
  const muted = useEditor((state) => state.tryMuted);
  const [silent, setSilent] = useState<string | null>(null);
  const wanted = useRef("");
  useEffect(() => {
    const player = audio.current;
    const sound = soundNow(store.getState());
    wanted.current = key;
    setSilent(null);
    if (!player) return;
    player.pause();
    if (!sound) return;
    const isWanted = () => wanted.current === key;
    play(player, sound, () => store.getState().soundOf(sound.prompt), isWanted).catch((error: unknown) => {
      if (isWanted()) setSilent(reason(error));
    });
    return () => {
      wanted.current = "";
      player.pause();
    };
  }, [store, audio, key]);
  useEffect(() => {
    if (audio.current) audio.current.muted = muted;
  }, [audio, muted]);
  return silent;
}

async function play(
  player: HTMLAudioElement,
  sound: Sound,
  addressOf: () => Promise<string>,
  isWanted: () => boolean,
): Promise<void> {
  const address = await addressOf();
  if (!isWanted()) return;
  player.src = address;
  player.loop = sound.repeat;
  await player.play();
}

function soundNow({ tried, tryAt, tryOver }: EditorState): Sound | null {
  return tried?.call && !tryOver ? momentAt(tried.call, tryAt).sound : null;
}

function keyOf(sound: Sound | null): string {
  return sound ? `${sound.prompt} ${sound.since}` : "";
}

function reason(error: unknown): string {
  return error instanceof ApiError ? why(error) : t("tryNotPlayed");
}
