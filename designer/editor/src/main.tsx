import { createRoot } from "react-dom/client";
import { pageTransport } from "../../../browser/transport";
import { createApi } from "./api/client";
import { storedClipboard, storedCopies, storedTries } from "./api/copies";
import { Editor } from "./Editor";
import { t } from "./language";
import { createEditor, EditorContext } from "./store/editor";

const place = document.getElementById("editor");
const flow = place?.dataset.flow;
if (!place || !flow) throw new Error('the page has no <div id="editor" data-flow="…">');

const store = createEditor({
  api: createApi(flow, pageTransport(document)),
  copies: storedCopies(() => window.localStorage, flow),
  tries: storedTries(() => window.sessionStorage, flow),
  clipboard: storedClipboard(() => window.localStorage, navigator.clipboard),
  now: () => new Date(),
  zone: place.dataset.zone ?? "UTC",
  t,
});
void store.getState().load();

createRoot(place).render(
  <EditorContext value={store}>
    <Editor />
  </EditorContext>,
);
