import { IconPencil } from "@tabler/icons-react";
import { type NodeProps, NodeResizer } from "@xyflow/react";
import { memo } from "react";
import { LEAST_NOTE, MOST_NOTE_CHARACTERS } from "../core/notes";
import type { CanvasNote } from "../core/view";
import { t } from "../language";
import { useEditor, useEditorStore } from "../store/editor";
import { mayDraw } from "../store/overlay";

/** A note or a coloured area behind the blocks. A double click writes it; the chosen one can be resized. */
export const NoteArea = memo(function NoteArea({ id, data: { note }, selected }: NodeProps<CanvasNote>) {
  const store = useEditorStore();
  const drawable = useEditor(mayDraw);
  const isWriting = useEditor((state) => state.writing === id && mayDraw(state));
  const { write } = store.getState();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a short way for the mouse; the button and the panel write, too
    <div className="note" data-color={note.color} onDoubleClick={() => write(id)}>
      {drawable && selected && (
        <NodeResizer
          minWidth={LEAST_NOTE.width}
          minHeight={LEAST_NOTE.height}
          handleClassName="note-corner"
          lineClassName="note-edge"
        />
      )}
      {isWriting ? (
        <NoteWriter note={note} />
      ) : (
        <>
          <div className="note-text">{note.text || (selected && drawable && t("noteEmpty"))}</div>
          {drawable && selected && (
            <button
              type="button"
              className="note-write nodrag nopan"
              aria-label={t("editNote")}
              title={t("editNote")}
              onClick={() => write(id)}
            >
              <IconPencil size={16} aria-hidden="true" />
            </button>
          )}
        </>
      )}
    </div>
  );
});

function NoteWriter({ note }: CanvasNote["data"]) {
  const store = useEditorStore();
  const { setNote, write, seal } = store.getState();
  return (
    <textarea
      className="note-writer nodrag nopan nowheel"
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
      autoFocus
      aria-label={t("noteText")}
      maxLength={MOST_NOTE_CHARACTERS}
      value={note.text}
      onChange={(event) => setNote(note.id, { text: event.target.value })}
      onBlur={() => {
        seal();
        write(null);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        event.currentTarget.closest<HTMLElement>(".react-flow__node")?.focus();
      }}
    />
  );
}
