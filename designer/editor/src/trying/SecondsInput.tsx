import { MOST_SECONDS } from "../core/tryingScript";
import { CountInput } from "./CountInput";

interface SecondsInputProps {
  label: string;
  value: number;
  onChange: (seconds: number) => void;
}

export function SecondsInput({ label, value, onChange }: SecondsInputProps) {
  return (
    <span className="try-seconds">
      <CountInput label={label} value={value} most={MOST_SECONDS} onChange={onChange} />
      <span aria-hidden="true">s</span>
    </span>
  );
}
