import { useRef } from "react";

/** Marks the canvas while what is seen of it moves, without drawing anything anew. */
export function useMoving() {
  const canvas = useRef<HTMLDivElement>(null);
  const begin = () => {
    if (canvas.current && !canvas.current.dataset.moving) canvas.current.dataset.moving = "yes";
  };
  const end = () => {
    delete canvas.current?.dataset.moving;
  };
  return { canvas, begin, end };
}
