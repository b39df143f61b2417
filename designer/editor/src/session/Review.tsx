import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconExternalLink,
  type IconProps,
  IconRefresh,
} from "@tabler/icons-react";
import { type ComponentType, type ReactNode, useId } from "react";
import type { TestOutcome, Verified } from "../api/versions";
import type { Change } from "../core/difference";
import { nodeById } from "../core/graph";
import { nameOf } from "../core/naming";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import type { Findings, Part, PartState, Replay } from "../store/shape/review";
import type { Words } from "../words/english";
import "./review.css";
import { why } from "./why";

const MOST_SENTENCES = 5;

type Verdict = "good" | "caution" | "bad" | "open";

/** What a part comes to: in one sentence, and what there is to read on. */
interface Summary {
  verdict: Verdict;
  sentence: string;
  more?: ReactNode;
}

const ICONS: Readonly<Record<Verdict, ComponentType<IconProps>>> = {
  good: IconCircleCheck,
  caution: IconAlertTriangle,
  bad: IconCircleX,
  open: IconCircleDashed,
};

/** What is known of a draft before it is published. Each part has its own progress and its own failure. */
export default function Review() {
  const flow = useEditor((state) => state.flowId);
  const version = useEditor((state) => state.publishedVersion);
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const nameOfId = (id: string | null) => {
    const node = id === null ? undefined : nodeById(graph, id);
    return node && nameOf(specs, node);
  };
  return (
    <section className="review" aria-label={t("reviewTitle")}>
      <ReviewPart part="difference" title="partDifference" tell={(found) => difference(found, version)} />
      <ReviewPart part="tests" title="partTests" tell={({ tests }) => testRun(tests, flow)} />
      <ReviewPart part="verify" title="partVerify" tell={(found) => verified(found, nameOfId)} />
      <ReviewPart part="replay" title="partReplay" tell={(found) => replayed(found, flow)} />
    </section>
  );
}

interface ReviewPartProps<P extends Part> {
  part: P;
  title: keyof Words;
  tell: (found: Findings[P]) => Summary;
}

function ReviewPart<P extends Part>({ part, title, tell }: ReviewPartProps<P>) {
  const store = useEditorStore();
  const heading = useId();
  const state = useEditor((editor) => editor.review[part]) as PartState<Findings[P]>;
  const { verdict, sentence, more } = state.state === "done" ? tell(state.found) : pending(state);
  const Icon = ICONS[verdict];
  return (
    <section className={`review-part is-${verdict}`} aria-labelledby={heading}>
      {state.state === "running" ? (
        <span className="spinner-border spinner-border-sm" aria-hidden="true" />
      ) : (
        <Icon size={18} aria-hidden="true" />
      )}
      <div>
        <h3 id={heading}>{t(title)}</h3>
        <p role="status">{sentence}</p>
        {more}
      </div>
      {state.state === "failed" && (
        <button
          type="button"
          className="btn-icon"
          aria-label={t("again", { what: t(title) })}
          title={t("again", { what: t(title) })}
          onClick={() => void store.getState().reviewPart(part)}
        >
          <IconRefresh size={16} aria-hidden="true" />
        </button>
      )}
    </section>
  );
}

/** A part of which nothing is known yet. */
function pending(state: Exclude<PartState<unknown>, { state: "done" }>): Summary {
  if (state.state === "failed") {
    return { verdict: "caution", sentence: t("reviewFailed", { why: why(state.trouble) }) };
  }
  const words = {
    waiting: "reviewWaiting",
    running: "reviewRunning",
    faulty: "reviewFaulty",
    absent: "reviewAbsent",
  } as const;
  return { verdict: "open", sentence: t(words[state.state]) };
}

function difference(changes: readonly Change[] | null, version: number | null): Summary {
  if (changes === null || version === null) return { verdict: "good", sentence: t("neverBefore") };
  const count = changes.length;
  if (count === 0) return { verdict: "good", sentence: t("nothingDifferent", { version }) };
  const sentence = t(count === 1 ? "sinceVersionOne" : "sinceVersion", { count, version });
  return { verdict: "good", sentence, more: <Sentences of={changes.map((change) => change.sentence)} /> };
}

function testRun(tests: readonly TestOutcome[], flow: number | string): Summary {
  const red = tests.filter((test) => !test.passed);
  const more = (
    <>
      {red.map((test) => (
        <div key={test.name} className="review-red">
          <strong>{test.name}</strong>
          <Sentences of={test.wrong} />
        </div>
      ))}
      <PageLink href={`/flows/${flow}/tests`}>{t("testsOpen")}</PageLink>
    </>
  );
  const count = tests.length;
  if (red.length) {
    const words = count === 1 ? "testRed" : red.length === 1 ? "testsRedOne" : "testsRed";
    const sentence = t(words, { red: red.length, count });
    return { verdict: "bad", sentence, more };
  }
  if (count === 0) return { verdict: "open", sentence: t("testsNone"), more };
  return { verdict: "good", sentence: t(count === 1 ? "testsGreenOne" : "testsGreen", { count }) };
}

type NameOfId = (id: string | null) => string | undefined;

function verified({ findings, worst_s_to_person, complete }: Verified, nameOfId: NameOfId): Summary {
  const count = findings.length;
  const notes = [
    ...findings.map(({ node, message }) => {
      const name = nameOfId(node);
      return name === undefined ? message : t("findingAt", { name, message });
    }),
    ...(worst_s_to_person === null ? [] : [t("verifyWorst", { seconds: Math.round(worst_s_to_person) })]),
    ...(complete ? [] : [t("verifyIncomplete")]),
  ];
  const more = <Sentences of={notes} />;
  if (count === 0) return { verdict: complete ? "good" : "caution", sentence: t("verifyClean"), more };
  return { verdict: "caution", sentence: t(count === 1 ? "verifyFoundOne" : "verifyFound", { count }), more };
}

function replayed({ same, elsewhere, unknown, from, to }: Replay, flow: number | string): Summary {
  if (same + elsewhere + unknown === 0) return { verdict: "open", sentence: t("replayNone") };
  return {
    verdict: elsewhere ? "caution" : "good",
    sentence: t("replayCounts", { same, elsewhere, unknown }),
    more: <PageLink href={`/flows/${flow}/replay?from=${from}&to=${to}`}>{t("replayOpen")}</PageLink>,
  };
}

function Sentences({ of: all }: { of: readonly string[] }) {
  const [shown, rest] = [all.slice(0, MOST_SENTENCES), all.slice(MOST_SENTENCES)];
  return (
    <>
      <SentenceList of={shown} />
      {rest.length > 0 && (
        <details>
          <summary>{t("andMore", { count: rest.length })}</summary>
          <SentenceList of={rest} />
        </details>
      )}
    </>
  );
}

function SentenceList({ of: sentences }: { of: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul>
      {sentences.map((sentence, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same, and they stay in their order
        <li key={place}>{sentence}</li>
      ))}
    </ul>
  );
}

/** Opens beside the editor, where nothing of the drawing is lost. */
function PageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="review-link" href={href} target="_blank" rel="noreferrer">
      {children} <IconExternalLink size={14} aria-hidden="true" />
    </a>
  );
}
