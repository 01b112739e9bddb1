// Where a person writes: Enter sends, Shift+Enter begins a new line, files come along.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { say, size } from "./words.js";

const MOST = 700 * 1024; // bytes in all: what one request carries, written as base64

export class Composer {
  /** `send(words, files)`, `left()` when a thread is left, `back()` towards the last answer. */
  constructor({ send, left, back, refused }) {
    Object.assign(this, { send, left, back, refused, files: [] });
    this.form = byId("composer");
    this.said = byId("said");
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    this.said.addEventListener("keydown", (event) => this.key(event));
    this.said.addEventListener("input", () => this.grow());
    this.said.addEventListener("paste", (event) => this.add(event.clipboardData.files));
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", ({ target }) => {
      this.add(target.files);
      target.value = "";
    });
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.thread) this.left();
    else if (event.key === "ArrowUp" && !this.said.value) {
      event.preventDefault();
      this.back();
    }
  }

  submit() {
    const words = this.said.value.trim();
    if (!words && !this.files.length) return;
    this.send(words, this.files);
    this.said.value = "";
    this.files = [];
    this.grow();
    this.list();
    this.said.focus();
  }

  grow() {
    this.said.style.height = "auto";
    this.said.style.height = `${Math.min(this.said.scrollHeight, 180)}px`;
  }

  async add(chosen) {
    for (const file of chosen) {
      const together = this.files.reduce((sum, other) => sum + other.size, file.size);
      if (together > MOST) this.refused(say("file_too_large", { name: file.name, most: size(MOST) }));
      else this.files.push({ name: file.name, media_type: file.type || "application/octet-stream", size: file.size, content: await base64(file) });
    }
    this.list();
  }

  list() {
    const remove = (file) => {
      this.files = this.files.filter((other) => other !== file);
      this.list();
      this.said.focus();
    };
    const chip = (file) =>
      h("li", { class: "chip" }, icon("file"), `${file.name} · ${size(file.size)}`, h("button", { type: "button", "aria-label": say("remove", { name: file.name }), onclick: () => remove(file) }, icon("close")));
    byId("files").replaceChildren(...this.files.map(chip));
    byId("files").hidden = !this.files.length;
  }

  /** Speak as this person, in this place; a thread is said so, and can be left. */
  address(placeholder, thread) {
    this.thread = thread;
    this.said.placeholder = placeholder;
    const leave = h("button", { type: "button", class: "quiet", onclick: () => this.left() }, say("leave_thread"));
    byId("hint").replaceChildren(...(thread ? [say("in_thread"), " ", leave] : [say("composer_hint")]));
    byId("hint").classList.toggle("threaded", Boolean(thread));
    byId("attach").replaceChildren(icon("attach"));
    byId("attach").setAttribute("aria-label", say("attach"));
    byId("send").replaceChildren(icon("send"));
    byId("send").setAttribute("aria-label", say("send"));
  }
}

const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
