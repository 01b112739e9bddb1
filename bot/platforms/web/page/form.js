// A form that asks for what is missing, filled in with what is known.

import { icon } from "./icons.js";
import { fresh, h } from "./dom.js";
import { say } from "./words.js";

/** A button that opens the form below it; `submit(values)` sends it in. What is wrong with the
 *  `newest` one is shown at once. */
export function askWith({ label, form }, newest, submit) {
  const sent = async (values, button) => (await submit(values, button)) && show(false);
  const panel = h("div", { class: "panel", id: fresh("form"), role: "group", "aria-label": form.title }, draw(form, sent));
  const open = h("button", { type: "button", class: "act primary", "aria-controls": panel.id }, label);
  const show = (shown) => {
    panel.hidden = !shown;
    open.setAttribute("aria-expanded", String(shown));
  };
  open.addEventListener("click", () => {
    show(panel.hidden);
    if (!panel.hidden) firstEmpty(panel)?.focus();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    show(false);
    open.focus();
  });
  show(newest && form.fields.some((field) => field.error));
  return { open, panel };
}

/** Where the person should go on: the first field that is wrong, else the first empty one. */
export function firstEmpty(within) {
  const fields = [...within.querySelectorAll("input, textarea, select")];
  return (
    fields.find((field) => field.getAttribute("aria-invalid") === "true") ??
    fields.find((field) => !field.value) ??
    fields[0]
  );
}

function draw(form, submit) {
  const fields = form.fields.map(field);
  const send = h("button", { type: "submit", class: "act primary" }, form.submit);
  const element = h("form", { class: "form", novalidate: true }, h("h3", {}, form.title), fields, h("div", { class: "acts" }, send));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(Object.fromEntries(new FormData(element)), send);
  });
  return element;
}

function field(field) {
  const id = fresh("field");
  const notes = [field.hint, field.error].map((note, index) => note && { id: `${id}-${index}`, note, wrong: index === 1 }).filter(Boolean);
  const control = controls[field.kind](field, {
    id,
    name: field.name,
    value: field.value,
    "aria-invalid": field.error ? "true" : null,
    "aria-required": field.required ? "true" : null,
    "aria-describedby": notes.map((note) => note.id).join(" ") || null,
  });
  return h(
    "div",
    { class: field.error ? "field wrong" : "field" },
    h("label", { for: id }, field.label, field.required ? null : h("span", { class: "aside" }, " ", say("optional"))),
    control,
    notes.map(({ id, note, wrong }) => h("p", { id, class: wrong ? "error" : "aside" }, wrong ? icon("alert") : null, note)),
  );
}

const controls = {
  TextField: (field, common) =>
    field.multiline ? h("textarea", { rows: 3, ...common }) : h("input", { type: "text", autocomplete: "off", ...common }),
  DateField: (_, common) => h("input", { type: "date", ...common }),
  ChoiceField: (field, { value, ...common }) =>
    h(
      "select",
      common,
      value ? null : h("option", { value: "" }, say("choose")),
      field.choices.map((choice) => h("option", { value: choice.value, selected: choice.value === value }, choice.label)),
    ),
};
