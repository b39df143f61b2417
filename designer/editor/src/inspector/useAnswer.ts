import { useEffect, useState } from "react";
import { ApiError } from "../api/errors";

/** The answer to one request: null while it is under way, "failed" when none came. */
export function useAnswer<T>(ask: () => Promise<T>): T | "failed" | null {
  const [answer, setAnswer] = useState<T | "failed" | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked once; a component is made anew for another name
  useEffect(() => {
    let isWanted = true;
    ask().then(
      (found) => isWanted && setAnswer(found),
      (error) => {
        if (!(error instanceof ApiError)) throw error;
        if (isWanted) setAnswer("failed");
      },
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return answer;
}
