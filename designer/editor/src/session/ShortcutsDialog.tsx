import { t } from "../language";
import { useEditorStore } from "../store/editor";
import type { Words } from "../words/english";
import { Modal } from "./Modal";

const shortcuts: readonly (readonly [keyof Words, ...string[]])[] = [
  ["key_tab", "Tab"],
  ["key_enter", "Enter"],
  ["key_inspector", "F2"],
  ["key_wires", "W"],
  ["key_arrows", "← ↑ ↓ →"],
  ["key_shift", "Shift"],
  ["key_all", "Ctrl A"],
  ["key_escape", "Esc"],
  ["key_delete", "Del"],
  ["key_clipboard", "Ctrl C", "Ctrl V", "Ctrl D"],
  ["key_cut", "Ctrl X"],
  ["key_undo", "Ctrl Z", "Ctrl Y"],
  ["key_save", "Ctrl S"],
  ["key_search", "/"],
  ["key_find", "Ctrl F"],
  ["key_note", "N"],
  ["key_frame", "G"],
  ["key_align", "⇧ L", "⇧ C", "⇧ T", "⇧ M"],
  ["key_distribute", "⇧ H", "⇧ V"],
  ["key_try", "T"],
  ["key_outline", "O"],
  ["key_versions", "V"],
  ["key_traffic", "L"],
  ["key_fit", "F"],
  ["key_problems", "P"],
  ["key_change", "Alt ↓", "Alt ↑"],
  ["key_help", "?"],
];

export function ShortcutsDialog() {
  const { showDialog } = useEditorStore().getState();
  return (
    <Modal title={t("shortcutsTitle")} onClose={() => showDialog(null)}>
      <dl className="shortcuts">
        {shortcuts.map(([word, ...keys]) => (
          <div key={word}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
