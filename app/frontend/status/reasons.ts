// The company's reasons for a pause, asked for once.
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { mayAct, pauseReasons, type Reason } from "./acts";
import { wall } from "./wall";

let asked: Promise<readonly Reason[]> | null = null;

export function useReasons(): readonly Reason[] {
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  const isAllowed = useStore(wall, mayAct);
  useEffect(() => {
    if (!isAllowed) return;
    asked ??= pauseReasons();
    void asked.then(setReasons);
  }, [isAllowed]);
  return reasons;
}
