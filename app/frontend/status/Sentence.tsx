// A sentence of the server: its point in bold, and times that run.
import type { Part } from "./rows";
import { Left } from "./Timer";

export function Sentence({ parts }: { parts: readonly Part[] }) {
  return parts.map((part, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other name than their place
    if (part.left !== undefined) return <Left key={index} until={part.left} />;
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    return part.strong ? <b key={index}>{part.text}</b> : <span key={index}>{part.text}</span>;
  });
}
