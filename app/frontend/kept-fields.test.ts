import { describe, expect, it } from "vitest";
import { type Control, fill, type Here, outcome, read, type SentForm } from "./kept-fields";

class Input implements Control {
  readonly told: string[] = [];
  checked?: boolean;
  options?: { value: string; selected: boolean }[];

  constructor(
    readonly name: string,
    public value = "",
    readonly type = "text",
    more: { checked?: boolean; options?: { value: string; selected: boolean }[] } = {},
  ) {
    this.checked = more.checked;
    this.options = more.options;
  }

  dispatchEvent(event: Event): boolean {
    this.told.push(event.type);
    return true;
  }
}

function form(...elements: Input[]) {
  return { elements };
}

function box(name: string, value: string, checked = false, type = "checkbox"): Input {
  return new Input(name, value, type, { checked });
}

function select(name: string, chosen: string[], ...all: string[]): Input {
  const options = all.map((value) => ({ value, selected: chosen.includes(value) }));
  return new Input(name, chosen[0] ?? "", "select-multiple", { options });
}

function chosen(control: Input): string[] {
  return (control.options ?? []).filter((each) => each.selected).map((each) => each.value);
}

describe("what is kept of a form", () => {
  it("is what was typed, chosen and ticked, in its order", () => {
    const fields = read(
      form(
        new Input("name", "مريم 🎉"),
        new Input("notes", "two\nlines", "textarea"),
        box("days", "mon", true),
        box("days", "tue"),
        box("role", "owner", false, "radio"),
        box("role", "manager", true, "radio"),
        select("skills", ["french", "tax"], "french", "billing", "tax"),
        new Input("revision", "7", "hidden"),
      ),
    );
    expect(fields.map((each) => `${each.name}=${each.value}`)).toEqual([
      "name=مريم 🎉",
      "notes=two\nlines",
      "days=mon",
      "role=manager",
      "skills=french",
      "skills=tax",
      "revision=7",
    ]);
  });

  it("is no password, no file, no token and no button", () => {
    const secret = ["password", "file", "submit", "button", "image", "reset"].map(
      (type) => new Input(type, "secret", type),
    );
    const fields = read(
      form(new Input("name", "Anna"), new Input("csrf_token", "secret", "hidden"), ...secret),
    );
    expect(fields).toEqual([{ name: "name", value: "Anna" }]);
  });

  it("is nothing, if there is nothing but buttons", () => {
    expect(read(form(new Input("id", "7", "hidden"), new Input("go", "1", "submit")))).toEqual([]);
    expect(read(form(new Input("", "unnamed")))).toEqual([]);
  });
});

describe("what comes back into a form", () => {
  it("is all that was read from it, and whoever listens is told", () => {
    const old = form(
      new Input("name", "Anna"),
      new Input("row", "first"),
      new Input("row", "second"),
      box("days", "mon", true),
      box("days", "tue", false),
      select("group", ["sales"], "support", "sales"),
      new Input("password", "old secret", "password"),
    );
    const fresh = [
      new Input("name", "Before"),
      new Input("row"),
      new Input("row"),
      box("days", "mon", false),
      box("days", "tue", true),
      select("group", ["support"], "support", "sales"),
      new Input("password", "", "password"),
    ] as const;
    fill(form(...fresh), read(old));
    const [name, first, second, monday, tuesday, group, password] = fresh;
    expect([name.value, first.value, second.value]).toEqual(["Anna", "first", "second"]);
    expect([monday.checked, tuesday.checked]).toEqual([true, false]);
    expect(chosen(group)).toEqual(["sales"]);
    expect(password.value).toBe("");
    expect(name.told).toEqual(["input", "change"]);
    expect(password.told).toEqual([]);
  });

  it("leaves fields alone that were not there then", () => {
    const added = new Input("added", "as the server has it");
    fill(form(added), [{ name: "name", value: "Anna" }]);
    expect(added.value).toBe("as the server has it");
  });
});

describe("a form that was sent", () => {
  const sent: SentForm = {
    page: "/settings/employees/1",
    person: "7",
    action: "https://exchange.example/settings/employees/1",
    place: 0,
    fields: [{ name: "name", value: "Anna" }],
    isLost: false,
  };
  const back: Here = { page: sent.page, person: "7", wasNotTaken: false };
  const door: Here = { page: "/sign-in?next=/settings/employees/1", person: "", wasNotTaken: true };

  it("is forgotten once it was taken, wherever that led", () => {
    expect(outcome(sent, back)).toEqual({ waits: null, comesBack: null });
    expect(outcome(sent, { ...back, page: "/settings/employees" })).toEqual({ waits: null, comesBack: null });
  });

  it("waits while somebody signs in, however often they err, and comes back on its page, once", () => {
    const first = outcome(sent, door).waits;
    const second = outcome(first, { ...door, page: "/sign-in/second-step", wasNotTaken: false }).waits;
    expect(second?.isLost).toBe(true);
    const last = outcome(second, back);
    expect(last.comesBack?.fields).toEqual(sent.fields);
    expect(last.waits).toBeNull();
  });

  it("comes back at once, where only the token was of another session", () => {
    expect(outcome(sent, { ...back, wasNotTaken: true }).comesBack?.fields).toEqual(sent.fields);
  });

  it("waits on another page of the same person, as when a second factor is to be set up first", () => {
    const waits = outcome({ ...sent, isLost: true }, { ...back, page: "/account/second-factor" }).waits;
    expect(outcome(waits, back).comesBack).not.toBeNull();
  });

  it("is given to nobody else", () => {
    const waits = outcome(sent, door).waits;
    expect(outcome(waits, { ...back, person: "8" })).toEqual({ waits: null, comesBack: null });
  });

  it("is nothing where nothing was sent", () => {
    expect(outcome(null, { ...back, wasNotTaken: true })).toEqual({ waits: null, comesBack: null });
  });
});
