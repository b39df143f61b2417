import { lazy, Suspense } from "react";
import { type Control, kindOf, plainName } from "../core/form";

const ReferenceDetails = lazy(() => import("./ReferenceDetails"));

interface ReferenceMoreProps {
  control: Extract<Control, { kind: "reference" }>;
  onChange: (name: string) => void;
}

/** What the chosen thing is like, which may also be seen by those who may not draw. */
export function ReferenceMore({ control, onChange }: ReferenceMoreProps) {
  const { value, groups, chosen } = control;
  const kind = kindOf(groups, value);
  return (
    <>
      {kind !== undefined && (
        <Suspense fallback={null}>
          <ReferenceDetails
            key={value}
            kind={kind}
            name={chosen ? plainName(groups, value) : ""}
            onChoose={(name) => onChange(groups.length > 1 ? `${kind}:${name}` : name)}
          />
        </Suspense>
      )}
      {chosen?.text && <blockquote className="inspector-quote">{chosen.text}</blockquote>}
    </>
  );
}
