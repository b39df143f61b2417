import { IconCheck, IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import type { Note } from "../core/graph";
import { LEAST_NOTE, MOST_NOTE_CHARACTERS, NOTE_COLORS, noteKey } from "../core/notes";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";
import { NumberInput } from "./NumberInput";

const MOST_MEASURE = 20_000;

/** All that can be said of one note: its text, its colour, how large it is. */
export function NotePanel({ id: key, heading }: { id: string; heading: string }) {
  const store = useEditorStore();
  const note = useEditor((state) => state.notes.find((shown) => shown.id === key)?.data.note);
  const drawable = useEditor(mayDraw);
  const textId = useId();
  if (!note) return null;
  const { setNote, select, removeSelected } = store.getState();
  return (
    <>
      <h2 id={heading} className="inspector-title">
        {t(note.text ? "note" : "noteNameless")}
      </h2>
      <p className="inspector-help">{t("noteHelp")}</p>
      <fieldset className="inspector-setting" disabled={!drawable}>
        <div className="inspector-field">
          <label className="form-label" htmlFor={textId}>
            {t("noteText")}
          </label>
          <textarea
            id={textId}
            className="form-control"
            data-inspector-first
            rows={5}
            maxLength={MOST_NOTE_CHARACTERS}
            value={note.text}
            onChange={(event) => setNote(note.id, { text: event.target.value })}
          />
        </div>
        <Colors note={note} />
        <div className="note-measures">
          <Measure note={note} side="width" label={t("noteWidth")} />
          <Measure note={note} side="height" label={t("noteHeight")} />
        </div>
        <button
          type="button"
          className="btn btn-outline-danger inspector-delete"
          onClick={() => {
            select([noteKey(note.id)]);
            removeSelected();
          }}
        >
          <IconTrash size={18} aria-hidden="true" /> {t("deleteNote")}
        </button>
      </fieldset>
    </>
  );
}

function Colors({ note }: { note: Note }) {
  const store = useEditorStore();
  const name = useId();
  return (
    <div className="inspector-field">
      <fieldset className="note-colors">
        <legend className="form-label">{t("noteColor")}</legend>
        {NOTE_COLORS.map((color) => (
          <label key={color} className="note-swatch" data-color={color} title={t(`color_${color}`)}>
            <input
              type="radio"
              name={name}
              aria-label={t(`color_${color}`)}
              checked={note.color === color}
              onChange={() => store.getState().setNote(note.id, { color })}
            />
            <IconCheck size={18} aria-hidden="true" />
          </label>
        ))}
      </fieldset>
    </div>
  );
}

interface MeasureProps {
  note: Note;
  side: "width" | "height";
  label: string;
}

/** How large a note is, for those who do not pull at its corners. */
function Measure({ note, side, label }: MeasureProps) {
  const store = useEditorStore();
  const id = useId();
  const low = LEAST_NOTE[side];
  const base = { name: side, label, help: "", required: true, hint: null };
  const change = (value: number) => {
    const within = Math.min(MOST_MEASURE, Math.max(low, Math.round(value)));
    store.getState().setNote(note.id, { size: { ...note.size, [side]: within } });
  };
  return (
    <div className="inspector-field">
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      <NumberInput
        control={{ ...base, kind: "number", value: note.size[side], unit: "px", low, high: MOST_MEASURE }}
        shared={{ id, "aria-describedby": undefined, "aria-invalid": undefined }}
        step={10}
        onChange={change}
      />
    </div>
  );
}
