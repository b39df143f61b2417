const AGAIN_MS = 2_000;

/** A portal that is starting may take a connection and close it without a word: Socket.IO would wait 20 s for one. */
const FIRST_WORD_MS = 6_000;

/** How a page keeps its line to the portal. All parts of a page share one line, so that the first one decides. */
export const KEEPING = {
  transports: ["websocket"],
  timeout: FIRST_WORD_MS,
  reconnectionDelay: AGAIN_MS,
  reconnectionDelayMax: AGAIN_MS,
  randomizationFactor: 0.2,
};
