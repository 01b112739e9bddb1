// Asks the server, and names what can go wrong so that one sentence can be said about it.

export class Trouble extends Error {
  /** `kind` is down, slow, refused, too_large or broken: a word of the page's catalogue. */
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

const PATIENCE = 30_000; // milliseconds; a turn that takes longer can be asked for again
const PAUSE = 1500; // milliseconds between two rings at a server that does not open
const KINDS = { 403: "refused", 404: "broken", 413: "too_large" };

export const read = (path) => request(path);

/** One turn. Sending the same event again is answered as the first time. */
export const turn = (turned) =>
  request("/web/turn", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(turned) });

async function request(path, options = {}) {
  const answer = await reach(path, options);
  if (!answer.ok) throw new Trouble(KINDS[answer.status] ?? "broken");
  return answer.json();
}

async function reach(path, options) {
  try {
    return await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    throw new Trouble(error.name === "TimeoutError" ? "slow" : "down");
  }
}

/** The doorbell: `rings` when anything changed, `reached` with whether the server is there. */
export function doorbell(mark, { rings, reached }) {
  let seen = mark;
  const open = () => {
    const source = new EventSource(`/web/events?since=${encodeURIComponent(seen)}`);
    source.onopen = () => reached(true);
    source.addEventListener("changed", (event) => {
      seen = event.data;
      rings();
    });
    source.onerror = () => {
      source.close();
      reached(false);
      setTimeout(open, PAUSE);
    };
  };
  open();
}
