// Status: the page that shows the exchange as it is now.
import "./wall.css";
import "./tiles.css";
import "./lines.css";
import "./columns.css";
import "./floating.css";
import { createRoot } from "react-dom/client";
import { account } from "../account";
import { comeBack } from "../session";
import { App } from "./App";
import { watchAlarms } from "./alarm";
import { connect } from "./line";
import { setLanguage } from "./use-wall";
import { setWords } from "./words";

interface Page {
  words: Record<string, string>;
  language: string;
}

function start(root: HTMLElement): void {
  const page: Page = JSON.parse(document.querySelector("#wall-page")?.textContent ?? "{}");
  setWords(page.words, page.language);
  setLanguage(page.language);
  const auth = { account: account(), view: "all" };
  const socket = connect(auth, {
    onVersion: () => {},
    onRefused: (message) => {
      if (message === "other account") location.reload(); // another tab has signed somebody else in
    },
  });
  comeBack(socket);
  watchAlarms();
  const line = {
    choose: (view: "all" | "mine") => {
      auth.view = view; // also for when the line comes back
      socket.emit("view", view);
    },
    retry: () => void (socket.connected ? socket.emit("snapshot") : socket.connect()),
  };
  createRoot(root).render(<App line={line} />);
}

const root = document.querySelector<HTMLElement>("#wall");
if (root) start(root);
