import { expect, it, vi } from "vitest";
import { drawing } from "../core/fixture";
import { usual } from "../core/tryingScript";
import { storedClipboard, storedCopies, storedTries } from "./copies";

function storage(): Storage {
  const held = new Map<string, string>();
  return {
    length: 0,
    clear: () => held.clear(),
    key: () => null,
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, text) => void held.set(name, text),
    removeItem: (name) => void held.delete(name),
  };
}

const copy = (name: string) => ({ graph: { ...drawing(), name }, revision: 1, at: "" });

it("keeps one copy for each drawing", () => {
  const place = storage();
  storedCopies(() => place, "1").keep(copy("one"));
  expect(storedCopies(() => place, "1").read()).toEqual(copy("one"));
  expect(storedCopies(() => place, "2").read()).toBeNull();
});

it("a tab drops what it has kept or read, but not what another tab keeps", () => {
  const place = storage();
  const [mine, other] = [storedCopies(() => place, "1"), storedCopies(() => place, "1")];
  mine.keep(copy("mine"));
  other.keep(copy("other"));
  mine.drop();
  expect(other.read()?.graph.name).toBe("other");
  const later = storedCopies(() => place, "1");
  later.drop();
  expect(later.read()?.graph.name).toBe("other");
  later.drop();
  expect(other.read()).toBeNull();
});

it("something else in its place is no copy", () => {
  const place = storage();
  for (const text of ["{", "null", "{}", '{"graph": {"nodes": []}}']) {
    place.setItem("zentrale.flow.1", text);
    expect(storedCopies(() => place, "1").read()).toBeNull();
  }
});

it("a browser that refuses its storage still draws, copies and pastes", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const refuse = (): Storage => {
    throw new Error("denied");
  };
  const copies = storedCopies(refuse, "1");
  copies.keep(copy("lost"));
  expect(copies.read()).toBeNull();
  const clipboard = storedClipboard(refuse, undefined);
  const clip = { nodes: drawing().nodes, wires: [], notes: [] };
  clipboard.write(clip);
  expect(clipboard.read()).toEqual(clip);
  expect(warn).toHaveBeenCalled();
  warn.mockRestore();
});

it("keeps what is tried on each drawing; what is no such thing is nothing, and what is missing is as usual", () => {
  const place = storage();
  const call = { script: { at: "now", caller: "" }, shows: null, at: 2, over: false };
  storedTries(() => place, "1").keep({ choices: { ...usual, talkS: 5 }, call });
  expect(storedTries(() => place, "1").read()).toEqual({ choices: { ...usual, talkS: 5 }, call });
  expect(storedTries(() => place, "2").read()).toBeNull();
  for (const text of ["", "[1]", "null", '{"choices":1}']) {
    place.setItem("zentrale.try.1", text);
    expect(storedTries(() => place, "1").read()).toBeNull();
  }
  place.setItem("zentrale.try.1", '{"choices":{"talkS":7},"call":{"script":1}}');
  expect(storedTries(() => place, "1").read()).toEqual({ choices: { ...usual, talkS: 7 }, call: null });
});
