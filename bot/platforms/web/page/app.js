// The page: who one is, where one looks, and what the server says has changed.

import { doorbell, read } from "./api.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { byId, h } from "./dom.js";
import { avatar, icon } from "./icons.js";
import { Log } from "./log.js";
import { Read, about, badge, draw } from "./people.js";
import { day, language, languages, load, plural, say, speak, time } from "./words.js";

const TELL_AFTER = 2500; // milliseconds without the server before it is said
const AGAIN_AFTER = 2000; // milliseconds until what could not be read is read again
const spoken = {}; // the language chosen by hand, for each person

let world; // what /web/people says
let seen; // what was read in this browser
let thread = null; // the line of the thread that is answered in
let late = 0; // server's clock minus ours, in milliseconds
let told; // the timer that says the server is gone
let lost = false; // it was said that the server is gone

const log = new Log(
  { log: byId("log"), scroll: byId("scroll"), newest: byId("newest") },
  {
    press: (...given) => chat.press(...given),
    submit: (...given) => chat.submit(...given),
    answer: (entry) => answerIn(entry),
  },
);
const chat = new Chat(log, {
  now: () => new Date(Date.now() + late).toISOString(),
  world: () => world.world,
  shown: (lines) => shown(lines),
  trouble: (kind) => trouble(say(kind)),
  write: () => matchMedia("(pointer: fine)").matches && byId("said").focus(),
});
const composer = new Composer({
  send: (words, files) => chat.say(words, files, thread),
  left: () => answerIn(null),
  back: () => log.lastControl()?.focus(),
  refused: (why) => trouble(why, true),
});

async function start() {
  await load(read);
  await look();
  if (!world.people.length) return trouble(say("no_demo"));
  window.addEventListener("hashchange", () => go());
  document.addEventListener("visibilitychange", () => chat.person && shown(chat.all()));
  chrome();
  await go();
  doorbell(world.mark, { rings: changed, reached });
  setInterval(tell, 5000);
}

/** `#rina/general`: who and where, so that the back button and a bookmark work. */
async function go() {
  const [handle, place = "dm"] = decodeURIComponent(location.hash.slice(1)).split("/");
  const person = world.people.find((each) => each.handle === (handle || localStorage.getItem("mitra-me"))) ?? world.people[0];
  localStorage.setItem("mitra-me", person.handle);
  thread = null;
  speak(spoken[person.handle] ?? person.language);
  Object.assign(chat, { person, place: person.places.includes(place) ? place : "dm" });
  header();
  people();
  await attempt(() => chat.visit(person, chat.place));
  chat.attend();
}

const to = (handle, place) => (location.hash = place === "dm" ? handle : `${handle}/${place}`);

async function look() {
  world = await read("/web/people");
  late = new Date(world.now) - Date.now();
  seen ??= new Read(world.world);
}

/** Something changed: read again who has what, and this place. Rings in between wait; what
 *  cannot be read now is read when it can. */
let reading = null;
async function changed() {
  if (reading) return (reading.again = true);
  reading = {};
  const done = await attempt(async () => {
    const before = unread();
    await look();
    chat.person = world.people.find((each) => each.handle === chat.person.handle) ?? chat.person;
    await chat.refresh();
    header();
    announce(before);
  });
  const { again } = reading;
  reading = null;
  if (!done) setTimeout(changed, AGAIN_AFTER);
  else if (again) changed();
  else if (lost) trouble("");
}

const unread = () => new Map(world.people.map((person) => [person.handle, seen.unread(person)]));

/** Tell who cannot see the badge that somebody else has got something. */
function announce(before) {
  const others = world.people.filter((person) => person.handle !== chat.person.handle);
  const more = others.filter((person) => seen.unread(person) > (before.get(person.handle) ?? 0));
  if (more.length) byId("spoken").textContent = more.map((person) => `${person.name}: ${plural("unread", seen.unread(person))}`).join(". ");
}

function reached(here) {
  if (!here) return (told ??= setTimeout(() => gone("down"), TELL_AFTER));
  told = clearTimeout(told);
  if (lost) changed();
}

/** Whether it could be done; what went wrong is said. */
async function attempt(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!error.kind) throw error;
    gone(error.kind);
    return false;
  }
}

/** The server cannot be reached: said until it can. */
function gone(kind) {
  trouble(languages().length ? say(`trouble_${kind}`) : byId("trouble").dataset.plain);
  lost = true;
}

/** One sentence, with a way on: to try again, or to put it away. */
function trouble(words, once = false) {
  lost = false;
  const retry = () => (trouble(""), chat.person ? changed() : location.reload());
  const way = h("button", { type: "button", class: "again", onclick: once ? () => trouble("") : retry }, say(once ? "close" : "retry"));
  byId("trouble").hidden = !words;
  byId("trouble").replaceChildren(...(words ? [icon("alert"), h("span", {}, words), way] : []));
}

/** What is on the screen has been read, if anyone is looking. */
function shown(lines) {
  if (document.visibilityState === "visible") seen.see(chat.person, chat.place);
  if (!lines.length && chat.place !== "dm") byId("log").replaceChildren(h("p", { class: "empty" }, say("empty_channel", { place: chat.place })));
  else byId("log").querySelector(":scope > .empty")?.remove();
  people();
  places();
}

function people() {
  draw(byId("list"), world.people, seen, chat.person.handle, ({ handle }) => {
    menu(false);
    to(handle, "dm");
  });
  const total = world.people.reduce((sum, person) => sum + (person.handle === chat.person.handle ? 0 : seen.unread(person)), 0);
  byId("menu").classList.toggle("waiting", total > 0);
  document.title = total ? `(${total}) Mitra` : "Mitra";
}

function header() {
  const { handle, name, region, preferred } = chat.person;
  const where = preferred ? say("reached", { platform: say(`name_${preferred}`) }) : say("reached_nowhere");
  const details = [about(chat.person), region, where].filter(Boolean).join(" · ");
  byId("who").replaceChildren(avatar(handle, name, 40), h("div", {}, h("h1", {}, name), h("p", {}, details)));
  answerIn(thread);
  places();
  tell();
}

function places() {
  const tab = (place) => {
    const waiting = place === chat.place ? 0 : seen.unread(chat.person, place);
    const label = place === "dm" ? say("direct") : `#${place}`;
    return h("button", { type: "button", class: "place", "aria-current": place === chat.place ? "page" : null, onclick: () => to(chat.person.handle, place) }, label, badge(waiting));
  };
  const focused = [...byId("places").children].indexOf(document.activeElement);
  byId("places").replaceChildren(...chat.person.places.map(tab));
  if (focused >= 0) byId("places").children[focused]?.focus();
}

function tell() {
  const moment = new Date(Date.now() + late);
  const { zone } = chat.person;
  byId("clock").setAttribute("datetime", moment.toISOString());
  byId("clock").title = say("clock");
  byId("clock").replaceChildren(h("span", {}, day(moment, zone)), h("strong", {}, time(moment, zone)));
}

function answerIn(entry) {
  thread = entry;
  const name = chat.place === "dm" ? "Mitra" : `#${chat.place}`;
  composer.address(say(entry ? "write_thread" : "write_to", { name }), entry);
  if (entry) byId("said").focus();
}

/** What stays whoever one is: languages, theme, the way to the people on a phone. */
function chrome() {
  const option = (code) => h("button", { type: "button", lang: code, "data-code": code, title: say(`language_${code}`), onclick: () => choose(code) }, code.toUpperCase());
  byId("languages").replaceChildren(...languages().map(option));
  byId("theme").addEventListener("click", () => theme(dark() ? "light" : "dark"));
  byId("menu").append(icon("menu"));
  byId("menu").addEventListener("click", () => menu(byId("menu").getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => event.key === "Escape" && menu(false));
  document.querySelector(".chat").addEventListener("click", (event) => !event.target.closest("#menu") && menu(false));
  new MutationObserver(named).observe(document.documentElement, { attributeFilter: ["lang", "data-theme"] });
  named();
}

/** The words on what is made once. */
function named() {
  byId("theme").replaceChildren(icon(dark() ? "sun" : "moon"));
  byId("theme").setAttribute("aria-label", say(`theme_${dark() ? "light" : "dark"}`));
  byId("menu").setAttribute("aria-label", say("people"));
  byId("newest").replaceChildren(icon("down"), say("newest"));
  for (const option of byId("languages").children) option.setAttribute("aria-pressed", String(option.dataset.code === language()));
}

function choose(code) {
  spoken[chat.person.handle] = code;
  go();
}

const dark = () => document.documentElement.dataset.theme === "dark";

function theme(wanted) {
  localStorage.setItem("mitra-theme", wanted);
  document.documentElement.dataset.theme = wanted;
}

function menu(open) {
  if (byId("menu").getAttribute("aria-expanded") === String(open)) return;
  byId("menu").setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("menu-open", open);
  if (open) byId("list").querySelector("[aria-current]")?.focus();
  else byId("menu").focus();
}

attempt(start);
