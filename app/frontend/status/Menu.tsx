// A menu behind a small button: arrow keys, Escape, and a click outside do what people expect.
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Icon, type IconName } from "./icons";

export interface Item {
  label: string;
  icon: IconName;
  /** Why it can't be done now; "" if it can. */
  hint?: string;
  href?: string;
  run?: () => void;
}

export function Menu({ label, items, className = "" }: { label: string; items: Item[]; className?: string }) {
  const [isOpen, setOpen] = useState(false);
  const holder = useRef<HTMLSpanElement>(null);
  const close = (back: boolean) => {
    setOpen(false);
    if (back) holder.current?.querySelector<HTMLElement>(":scope > button")?.focus();
  };
  useOutside(holder, isOpen, () => setOpen(false));
  useEffect(() => {
    if (isOpen) holder.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the menu inside
    <span
      ref={holder}
      className={`menu-holder ${className}`}
      onKeyDown={(event) => isOpen && onKey(event, () => close(true))}
    >
      <button
        type="button"
        className="btn btn-bare btn-small btn-square"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div className="floating" role="menu" aria-label={label}>
          {items.map((item) => (
            <Entry key={item.label} item={item} done={() => close(true)} />
          ))}
        </div>
      )}
    </span>
  );
}

function Entry({ item, done }: { item: Item; done: () => void }) {
  const inside = (
    <>
      <Icon name={item.icon} small />
      {item.label}
    </>
  );
  if (item.href)
    return (
      <a role="menuitem" tabIndex={-1} href={item.href}>
        {inside}
      </a>
    );
  const run = () => {
    if (item.hint) return;
    done();
    item.run?.();
  };
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={Boolean(item.hint)}
      title={item.hint || undefined}
      onClick={run}
    >
      {inside}
    </button>
  );
}

function onKey(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (to !== undefined) items[to]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}

export function useOutside(
  holder: { current: HTMLElement | null },
  isOpen: boolean,
  close: () => void,
): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (!isOpen) return;
    const look = (event: Event) => {
      if (!holder.current?.contains(event.target as Node)) latest.current();
    };
    document.addEventListener("pointerdown", look);
    return () => document.removeEventListener("pointerdown", look);
  }, [isOpen, holder]);
}

export function Skeleton({ width }: { width: number }): ReactNode {
  return <span className="skeleton" style={{ width }} />;
}
