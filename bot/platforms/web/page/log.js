// Shows lines, and keeps those that did not change exactly as they are: a form that is half
// filled in, the place one reads at, what a screen reader has already said.

import { h } from "./dom.js";
import { line, writing } from "./message.js";
import { say } from "./words.js";

const NEAR = 120; // pixels from the end that still count as reading the newest

export class Log {
  /** `acts` do what buttons and forms ask; `newest` is the button that leads to the end. */
  constructor({ log, scroll, newest }, acts) {
    Object.assign(this, { log, scroll, newest, acts });
    this.shown = new Map();
    this.threads = new Map();
    scroll.addEventListener("scroll", () => this.atEnd() && (newest.hidden = true));
    newest.addEventListener("click", () => this.toEnd());
  }

  /** Another person, place or language: begin anew, without reading everything aloud. */
  clear() {
    this.log.replaceChildren();
    this.shown.clear();
    this.threads.clear();
    this.newest.hidden = true;
  }

  /** `look` says who looks, in which zone, whether the place has threads, and whether to
   *  `follow` what is said: an answer to one's own words is wanted, wherever one reads. */
  show(lines, look) {
    const first = this.shown.size === 0;
    const stay = this.atEnd();
    this.log.setAttribute("aria-live", first ? "off" : "polite");
    const added = this.reconcile(lines, { ...look, newest: lines.at(-1)?.id });
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
    if (first || stay || look.follow) this.toEnd(first);
    else if (added) this.newest.hidden = false;
  }

  reconcile(lines, look) {
    let added = 0;
    for (const id of this.shown.keys()) if (!lines.some((entry) => entry.id === id)) this.forget(id);
    for (const entry of lines) {
      const before = this.shown.get(entry.id);
      if (before?.revision === entry.revision && before.state === entry.state) continue;
      const element = line(entry, look, this.acts);
      if (before) before.element.replaceWith(element);
      else this.add(entry, element, look);
      this.shown.set(entry.id, { element, revision: entry.revision, state: entry.state });
      added += before ? 0 : 1;
    }
    this.order(lines, look);
    this.last = this.shown.get(lines.at(-1)?.id)?.element;
    return added;
  }

  add(entry, element, look) {
    (look.threaded ? this.thread(entry) : this.log).append(element);
  }

  /** Lines stay in the order of the conversation, whatever came first over the wire. */
  order(lines, look) {
    if (look.threaded) return;
    let after = null;
    for (const entry of lines) {
      const { element } = this.shown.get(entry.id);
      const place = after ? after.nextSibling : this.log.firstChild;
      if (place !== element) this.log.insertBefore(element, place);
      after = element;
    }
  }

  thread(entry) {
    const found = this.threads.get(entry.thread);
    if (found) return found;
    const lines = h("div", { class: "thread-lines" });
    const answer = h("button", { type: "button", class: "quiet" }, say("answer_thread"));
    answer.addEventListener("click", () => this.acts.answer(entry, answer));
    this.log.append(h("div", { class: "thread", role: "group", "aria-label": say("thread") }, lines, answer));
    this.threads.set(entry.thread, lines);
    return lines;
  }

  forget(id) {
    this.shown.get(id).element.remove();
    this.shown.delete(id);
  }

  /** What was being sent has arrived: the same line under the server's name for it. */
  rename(from, to, revision) {
    const shown = this.shown.get(from);
    if (!shown) return;
    if (this.shown.has(to)) return this.forget(from); // a ring was faster
    shown.element.classList.remove("sending");
    this.shown.delete(from);
    this.shown.set(to, { ...shown, revision, state: undefined });
  }

  wait(waiting) {
    this.dots?.remove();
    this.dots = waiting ? writing() : null;
    if (this.dots) {
      this.log.append(this.dots);
      this.toEnd();
    }
  }

  /** The last thing Mitra said that can be pressed or filled in. */
  lastControl() {
    return [...this.log.querySelectorAll(".card")].reverse().flatMap((card) => [...card.querySelectorAll("button, input, select, textarea, a")])[0];
  }

  /** The form that the newest answer holds open. */
  openForm() {
    const last = [...this.log.querySelectorAll("article")].at(-1);
    return last?.querySelector(".panel:not([hidden])");
  }

  atEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** To the newest line, wherever its thread is, but never past the beginning of a long one. */
  toEnd(atOnce = false) {
    const last = this.dots ?? this.last;
    if (!last) return;
    const calm = atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const tall = last.offsetHeight > this.scroll.clientHeight - 60;
    const end = last.offsetTop + last.offsetHeight + 44 - this.scroll.clientHeight;
    this.scroll.scrollTo({ top: tall ? last.offsetTop - 24 : end, behavior: calm ? "instant" : "smooth" });
    this.newest.hidden = true;
  }
}
