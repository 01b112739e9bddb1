// Who one can be, and what each has not read yet.

import { h } from "./dom.js";
import { avatar } from "./icons.js";
import { plural, say } from "./words.js";

const GROUPS = ["members", "staff", "stranger", "more"];
const KEPT = 2000; // ids of read messages that a browser remembers

/** What was read in this browser, in this world. */
export class Read {
  constructor(world) {
    this.name = `mitra-read-${world}`;
    for (const name of Object.keys(localStorage)) if (name.startsWith("mitra-read-") && name !== this.name) localStorage.removeItem(name);
    this.ids = new Set(JSON.parse(localStorage.getItem(this.name) ?? "[]"));
  }

  unread(person, place) {
    const waiting = person.arrived.filter((found) => !this.ids.has(`${person.handle}-${found.id}`));
    return waiting.filter((found) => !place || found.place === place).length;
  }

  see(person, place) {
    for (const found of person.arrived) if (found.place === place) this.ids.add(`${person.handle}-${found.id}`);
    localStorage.setItem(this.name, JSON.stringify([...this.ids].slice(-KEPT)));
  }
}

/** `role · company`, in words. */
export const about = (person) => [say(`role_${person.role}`), person.company].filter(Boolean).join(" · ");

export function draw(list, people, read, me, choose) {
  const open = list.querySelector("details")?.open ?? false;
  const group = (name) => {
    const found = people.filter((person) => person.group === name);
    const rows = h("ul", {}, found.map((person) => h("li", {}, row(person, read, me, choose))));
    if (name !== "more") return found.length ? h("section", {}, h("h2", {}, say(`group_${name}`)), rows) : null;
    const inside = found.some((person) => person.handle === me);
    return h("details", { open: open || inside }, h("summary", {}, say("group_more")), rows);
  };
  const focused = document.activeElement?.dataset?.handle;
  list.replaceChildren(...GROUPS.map(group).filter(Boolean));
  if (focused) list.querySelector(`[data-handle="${focused}"]`)?.focus();
}

function row(person, read, me, choose) {
  const unread = person.handle === me ? 0 : read.unread(person);
  return h(
    "button",
    { type: "button", class: "person", "data-handle": person.handle, "aria-current": person.handle === me ? "true" : null, onclick: () => choose(person) },
    avatar(person.handle, person.name, 34),
    h("span", { class: "names" }, h("strong", {}, person.name), h("span", {}, about(person))),
    badge(unread),
  );
}

export const badge = (unread) =>
  unread ? h("span", { class: "badge" }, h("span", { "aria-hidden": "true" }, String(unread)), h("span", { class: "unseen" }, plural("unread", unread))) : null;
