// A caller is dragged onto a person or a group, and waits for them instead.
import { type DragEvent, useState } from "react";
import { mayAct, sendTo } from "./acts";
import { useIsPast } from "./use-wall";

/** Nothing else that is dragged over the page has this type. */
const TYPE = "application/x-zentrale-call";

export function dragCaller(call: string, isAllowed: boolean) {
  return {
    draggable: isAllowed,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.setData(TYPE, call);
      event.dataTransfer.effectAllowed = "move";
    },
  };
}

/** *to* is "group:support" or "employee:102". */
export function useDrop(to: string) {
  const [isOver, setOver] = useState(false);
  const isPast = useIsPast();
  return {
    isOver,
    drop: {
      onDragOver: (event: DragEvent) => {
        if (isPast || !mayAct() || !event.dataTransfer.types.includes(TYPE)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        const call = event.dataTransfer.getData(TYPE);
        setOver(false);
        if (!call) return;
        event.preventDefault();
        sendTo(call, to);
      },
    },
  };
}
