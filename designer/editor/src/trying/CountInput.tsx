import { useState } from "react";

interface CountInputProps {
  label: string;
  value: number;
  most: number;
  onChange: (count: number) => void;
}

/** A whole number. What is typed stays until the field is left; only a number within its limits counts. */
export function CountInput({ label, value, most, onChange }: CountInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && !isCount(typed, most);
  return (
    <input
      className="form-control try-count"
      type="number"
      inputMode="numeric"
      min={0}
      max={most}
      aria-label={label}
      aria-invalid={wrong}
      value={typed ?? value}
      onBlur={() => setTyped(null)}
      onChange={(event) => {
        setTyped(event.target.value);
        if (isCount(event.target.value, most)) onChange(Number(event.target.value));
      }}
    />
  );
}

function isCount(text: string, most: number): boolean {
  return /^\d+$/.test(text) && Number(text) <= most;
}
