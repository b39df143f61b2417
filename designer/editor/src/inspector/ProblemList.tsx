import { IconAlertTriangle } from "@tabler/icons-react";
import { type Diagnostic, exampleText } from "../core/problems";
import { t } from "../language";

export function ProblemList({ problems }: { problems: readonly Diagnostic[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className="problem-list">
      {problems.map((problem) => {
        const example = exampleText(problem.example);
        return (
          <li key={`${problem.code} ${problem.message}`}>
            <IconAlertTriangle size={16} aria-hidden="true" />
            <span>
              {problem.message}
              {example && <span className="problem-example">{t("exampleCall", { example })}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
