import type { ComponentType } from "react";
import { useEditorStore } from "../store/editor";
import { CalendarDetails } from "./CalendarDetails";
import type { DetailsProps } from "./detailsProps";
import { ListDetails } from "./ListDetails";
import { PromptDetails } from "./PromptDetails";

const details: Readonly<Record<string, ComponentType<DetailsProps>>> = {
  prompt: PromptDetails,
  calendar: CalendarDetails,
  list: ListDetails,
};

/** More about what a reference names, by its kind. */
export default function ReferenceDetails({ kind, ...props }: DetailsProps & { kind: string }) {
  const { flowId } = useEditorStore().getState();
  const Details = details[kind];
  return Details ? <Details key={`${flowId} ${props.name}`} {...props} /> : null;
}
