// The page of a TV screen: it has a token instead of a session, and loads itself again after an upgrade.
import "./tv.css";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { connect } from "./line";
import { reloadOnceWhole } from "./reloading";
import { Tv } from "./Tv";
import { setLanguage } from "./use-wall";
import { setWords } from "./words";

interface Page {
  words: Record<string, string>;
  language: string;
  name: string;
  token: string;
}

/** Drawn for 1920 x 1080, and as large as the screen is. */
function fillScreen(): void {
  const zoom = Math.min(innerWidth / 1920, innerHeight / 1080);
  document.documentElement.style.setProperty("--tv-zoom", String(zoom));
}

/** What Socket.IO says when the portal has cut the line: then it does not come back by itself. */
const CUT = "io server disconnect";

let version = "";

let isLeaving = false;

/** After an upgrade the page is another one. Not at once: the portal that has just come up is asked by all screens. */
function onVersion(found: string): void {
  if (version && found && found !== version && !isLeaving) {
    isLeaving = true;
    setTimeout(reloadOnceWhole, Math.random() * 5_000);
  }
  version ||= found;
}

function Screen({ page }: { page: Page }) {
  const [isEnded, setEnded] = useState(false);
  useState(() => {
    const socket = connect(
      { tv: page.token },
      {
        onVersion,
        onRefused(message) {
          if (message === "screen ended") setEnded(true);
          else if (message === CUT) socket.connect(); // the screen was changed, or ended: the answer says which
        },
      },
    );
    return socket;
  });
  return <Tv name={page.name} isEnded={isEnded} />;
}

function start(root: HTMLElement): void {
  const page: Page = JSON.parse(document.querySelector("#wall-page")?.textContent ?? "{}");
  setWords(page.words, page.language);
  setLanguage(page.language);
  fillScreen();
  addEventListener("resize", fillScreen);
  createRoot(root).render(<Screen page={page} />);
}

const root = document.querySelector<HTMLElement>("#tv");
if (root) start(root);
