import { IconArrowRight, IconHandClick } from "@tabler/icons-react";
import { useId } from "react";
import { outletLabel } from "../canvas/Block";
import { canEnter } from "../core/edit";
import { nodeById, targetOf } from "../core/graph";
import { nameOf } from "../core/naming";
import type { Outlet } from "../core/outlets";
import type { Diagnostic } from "../core/problems";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import { ProblemList } from "./ProblemList";

const NEW = "new ";
const OLD = "old ";

interface OutletSelectProps {
  from: string;
  outlet: Outlet;
  problems: readonly Diagnostic[];
}

/** Where an outlet leads, as a list: the way to draw a wire by keyboard. A new block can be chosen as well. */
export function OutletSelect({ from, outlet, problems }: OutletSelectProps) {
  const id = useId();
  const store = useEditorStore();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const drawable = useEditor(mayDraw);
  const target = targetOf(graph, from, outlet.name);
  const { lead, addTarget, select, reveal, beginWire } = store.getState();
  const change = (value: string) => {
    if (value.startsWith(NEW)) addTarget(value.slice(NEW.length), from, outlet.name);
    else lead(from, outlet.name, value.slice(OLD.length));
  };
  const label = outletLabel(outlet);
  const next = target === undefined ? undefined : nodeById(graph, target);
  return (
    <div className={problems.length ? "inspector-outlet is-faulty" : "inspector-outlet"}>
      <label className="inspector-outlet-label" htmlFor={id}>
        {label}
      </label>
      <div className="inspector-outlet-row">
        <select
          id={id}
          className="form-select form-select-sm"
          data-outlet={target === undefined ? "free" : "wired"}
          aria-label={t("goesToOutlet", { outlet: label })}
          aria-invalid={problems.length > 0 || undefined}
          aria-describedby={`${id}-problems`}
          value={target === undefined ? "" : OLD + target}
          disabled={!drawable}
          onChange={(event) => change(event.target.value)}
        >
          <option value="">{t("notConnected")}</option>
          <optgroup label={t("existingBlocks")}>
            {graph.nodes
              .filter((node) => canEnter(graph, specs, node.id))
              .map((node) => (
                <option key={node.id} value={OLD + node.id}>
                  {node.id === from ? t("thisBlock", { label: nameOf(specs, node) }) : nameOf(specs, node)}
                </option>
              ))}
          </optgroup>
          <optgroup label={t("newBlock")}>
            {[...specs.values()]
              .filter((spec) => !spec.entry)
              .map((spec) => (
                <option key={spec.type} value={NEW + spec.type}>
                  + {spec.label}
                </option>
              ))}
          </optgroup>
        </select>
        {target === undefined ? (
          <WayButton
            icon={IconHandClick}
            label={t("pickTarget", { outlet: label })}
            disabled={!drawable}
            onClick={() => beginWire(from, outlet.name)}
          />
        ) : (
          <WayButton
            icon={IconArrowRight}
            label={t("goThere", { label: next ? nameOf(specs, next) : target })}
            onClick={() => {
              select([target]);
              reveal([target]);
            }}
          />
        )}
      </div>
      <div id={`${id}-problems`}>
        <ProblemList problems={problems} />
      </div>
    </div>
  );
}

interface WayButtonProps {
  icon: typeof IconArrowRight;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

function WayButton({ icon: Icon, label, disabled, onClick }: WayButtonProps) {
  return (
    <button
      type="button"
      className="inspector-jump"
      disabled={disabled}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}
