// The conversation of one person in one place: what the server keeps, and what is on its way.

import { read, turn } from "./api.js";
import { eventId } from "./dom.js";
import { firstEmpty } from "./form.js";
import { day, language } from "./words.js";

const SLOW = 400; // milliseconds before the dots appear
const LENIENT = 2000; // milliseconds by which our clock may be ahead of the server's

export class Chat {
  /** `view` shows lines and says what goes wrong; `log` is where they stand. */
  constructor(log, view) {
    Object.assign(this, { log, view, here: new Map(), lines: [], visits: 0 });
  }

  /** Look at another person's place; what is still on its way stays where it was said. */
  async visit(person, place) {
    Object.assign(this, { person, place, lines: [] });
    this.visits += 1;
    this.log.clear();
    await this.refresh();
    if (place === "dm" && !this.all().length) await this.open();
  }

  /** Read the place again. An answer that came for another place, or too late, is dropped. */
  async refresh(follow = false) {
    const visit = this.visits;
    const { lines } = await read(`/web/conversation?as=${this.person.handle}&place=${encodeURIComponent(this.place)}`);
    if (visit !== this.visits) return;
    this.lines = lines;
    this.show(follow);
  }

  async open() {
    const event = `opened-${this.person.handle}-${language()}-${this.view.world().replace(/\W/g, "")}`;
    await this.take(event, { kind: "opened" }, {}, null);
  }

  say(words, files, thread) {
    const event = eventId();
    const act = { kind: "said", text: words, files: files.map(({ name, media_type, content }) => ({ name, media_type, content })) };
    const shown = { kind: words ? "said" : "files", words, files: files.map((file) => file.name) };
    return this.take(event, act, this.somewhere(thread, event), shown);
  }

  async press(entry, button, element) {
    const act = { kind: "pressed", action: button.action, value: button.value, key: entry.message.key };
    return this.busy(element, () => this.take(eventId(), act, this.somewhere(entry), { kind: "pressed", words: button.label, late: true }));
  }

  async submit(entry, form, values, element) {
    const act = { kind: "submitted", form: form.name, values, subject: form.subject, key: entry.message.key };
    return this.busy(element, () => this.take(eventId(), act, this.somewhere(entry), { kind: "submitted", words: form.title, late: true }));
  }

  /** One click is one press, however often it is clicked meanwhile. */
  async busy(element, work) {
    if (element.getAttribute("aria-busy") === "true") return false;
    element.setAttribute("aria-busy", "true");
    try {
      return await work();
    } finally {
      element.removeAttribute("aria-busy");
    }
  }

  /** Where something is said: the direct message, a thread, or a new thread of its own. */
  somewhere(entry, event) {
    if (this.place === "dm") return {};
    if (entry?.thread) return { channel: this.place, thread: entry.thread, platform: entry.platform };
    return { channel: this.place, thread: event, platform: "web" };
  }

  /** Do one thing, and show what came of it. `shown` is how it looks until the server has it. */
  async take(event, act, place, shown) {
    const turned = { as: this.person.handle, event, act, place, language: language() };
    const said = shown && this.said(event, place, shown);
    const home = { mine: this.mine(), visit: this.visits, said };
    if (said && !shown.late) this.put(home, said);
    const dots = setTimeout(() => this.isAt(home) && this.log.wait(true), SLOW);
    try {
      await this.settle(await turn(turned), home);
      return true;
    } catch (trouble) {
      this.fail(home, trouble, () => this.take(event, act, place, shown));
      return false;
    } finally {
      clearTimeout(dots);
      if (this.isAt(home)) this.log.wait(false);
    }
  }

  said(event, place, shown) {
    const { handle, name } = this.person;
    const where = { platform: place.platform ?? "web", thread: place.thread };
    return { id: event, revision: event, by: handle, name, at: this.view.now(), state: "sending", ...where, ...shown };
  }

  async settle({ kept, message }, home) {
    const key = message?.key ?? home.said?.id;
    if (home.said) drop(home.mine, home.said.id);
    if (!kept) this.keep(home, message, key);
    else if (message && this.isAt(home)) this.log.rename(home.said?.id, `${key}-said`, key);
    if (!this.isAt(home)) return;
    await this.refresh(true);
    this.attend();
  }

  /** What the server does not keep, for strangers and failures, is kept by this tab. */
  keep({ mine, said }, message, key) {
    const about = { at: this.view.now(), platform: said?.platform ?? "web", thread: said?.thread };
    if (said) mine.push({ ...said, id: `${key}-said`, revision: key, state: undefined });
    if (message) mine.push({ id: key, revision: key, kind: "reply", by: "", message, unasked: false, edited: false, ...about });
  }

  fail(home, trouble, again) {
    const kind = `trouble_${trouble.kind ?? "broken"}`;
    if (!trouble.kind) console.error(trouble);
    if (!home.said) return this.view.trouble(kind);
    const retry = () => (drop(home.mine, home.said.id), again());
    this.put(home, { ...home.said, state: "failed", revision: `${home.said.id}-failed`, trouble: kind, again: retry });
  }

  put(home, line) {
    drop(home.mine, line.id);
    home.mine.push(line);
    if (this.isAt(home)) this.show(true);
  }

  isAt = ({ visit }) => visit === this.visits;

  mine() {
    const name = `${this.person.handle} ${this.place}`;
    if (!this.here.has(name)) this.here.set(name, []);
    return this.here.get(name);
  }

  /** What the server keeps, and what it does not (yet). */
  all() {
    const known = new Set(this.lines.map((line) => line.id));
    const ours = this.mine().filter((line) => !known.has(line.id) && !this.hasArrived(line));
    return [...this.lines, ...ours].sort((one, other) => new Date(one.at) - new Date(other.at));
  }

  /** Its answer is on the way or was lost, but the words are there. */
  hasArrived({ state, kind, by, words, at }) {
    const since = new Date(at) - LENIENT;
    return state && this.lines.some((line) => line.kind === kind && line.by === by && line.words === words && new Date(line.at) >= since);
  }

  show(follow = false) {
    const { handle, zone } = this.person;
    const today = day(new Date(this.view.now()), zone);
    this.log.show(this.all(), { me: handle, zone, today, threaded: this.place !== "dm", follow });
    this.view.shown(this.all());
  }

  /** Go on where the answer asks to: in its form, or where one writes if the button is gone. */
  attend() {
    const form = this.log.openForm();
    if (form) goTo(firstEmpty(form));
    else if (document.activeElement === document.body) this.view.write();
  }
}

function goTo(field) {
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: "center", behavior: "instant" });
}

const drop = (lines, id) => {
  const at = lines.findIndex((line) => line.id === id);
  if (at >= 0) lines.splice(at, 1);
};
