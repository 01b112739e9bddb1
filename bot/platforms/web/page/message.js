// One line of a conversation: what a person did, or what Mitra answered.

import { draw } from "./blocks.js";
import { elsewhere } from "./elsewhere.js";
import { h } from "./dom.js";
import { avatar, face, icon } from "./icons.js";
import { day, say, time } from "./words.js";

/** A name is set large; a sentence is read as one. */
const SENTENCE = /[.?!:…]$|\n/;

/** `look` knows `me`, the `zone` and `today` of times, whether lines are `threaded`, and
 *  which is the `newest`. */
export const line = (entry, look, acts) => (entry.kind === "reply" ? reply(entry, look, acts) : said(entry, look));

function said(entry, look) {
  const mine = entry.by === look.me && !look.threaded;
  const name = entry.name || entry.by;
  return h(
    "article",
    { class: `said ${mine ? "mine" : "theirs"} ${entry.state ?? ""}`, "data-id": entry.id, "aria-live": entry.by === look.me ? "off" : null },
    mine ? null : avatar(entry.by, name, 32),
    h(
      "div",
      { class: "body" },
      h("header", { class: "meta" }, h("span", { class: mine ? "unseen" : "name" }, name), stamp(entry, look)),
      h("div", { class: `words as-${entry.kind}` }, words(entry)),
      entry.state === "failed" ? unsent(entry) : null,
    ),
  );
}

function words(entry) {
  const files = (entry.files ?? []).map((name) => h("span", { class: "chip" }, icon("file"), name));
  const spoken = {
    said: () => h("p", {}, entry.words),
    files: () => h("p", { class: "aside" }, files.length ? "" : say("sent_file")),
    pressed: () => h("p", {}, entry.words || say("pressed")),
    submitted: () => h("p", {}, entry.words ? say("submitted", { form: entry.words }) : say("submitted_form")),
  };
  return [spoken[entry.kind](), files];
}

const unsent = (entry) =>
  h("p", { class: "unsent", role: "alert" }, say(entry.trouble), " ", h("button", { type: "button", class: "again", onclick: entry.again }, say("retry")));

function reply(entry, look, acts) {
  const { message } = entry;
  const bound = {
    newest: look.newest === entry.id,
    press: (button, element) => acts.press(entry, button, element),
    submit: (form, values, element) => acts.submit(entry, form, values, element),
  };
  return h(
    "article",
    { class: "reply", "data-id": entry.id },
    face(32),
    h(
      "div",
      { class: "body" },
      h("header", { class: "meta" }, h("span", { class: "name" }, "Mitra"), stamp(entry, look), marks(entry)),
      h("div", { class: "card" }, h("h2", { class: SENTENCE.test(message.title) ? null : "title" }, message.title), draw(message.blocks, bound)),
      elsewhere(message.key),
    ),
  );
}

function marks(entry) {
  return [
    entry.platform === "web" ? null : h("span", { class: `mark ${entry.platform}` }, say(`on_${entry.platform}`)),
    entry.unasked ? h("span", { class: "mark" }, say("unasked")) : null,
    entry.edited ? h("span", { class: "mark edited" }, say("edited")) : null,
  ];
}

/** The time, with its day unless that is today. */
function stamp({ at }, { zone, today }) {
  const moment = new Date(at);
  const on = day(moment, zone);
  return h("time", { datetime: at }, on === today ? time(moment, zone) : `${on}, ${time(moment, zone)}`);
}

/** Three dots while an answer is on its way. */
export const writing = () =>
  h("article", { class: "reply writing" }, face(32), h("div", { class: "card dots" }, h("span", { class: "unseen" }, say("writing")), h("i"), h("i"), h("i")));
