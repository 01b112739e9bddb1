// Draws each kind of block of a reply. One function a kind: a new block needs one here.

import { chart } from "./chart.js";
import { askWith } from "./form.js";
import { fresh, h, link } from "./dom.js";
import { icon } from "./icons.js";
import { say, size } from "./words.js";

/** `acts.press(button, element)` and `acts.submit(form, values, element)` do what is asked.
 *  Buttons that follow each other stand in one row, and a form opens below its row. */
export function draw(blocks, acts) {
  const drawn = [];
  let row = null;
  for (const block of blocks) {
    const found = DRAWERS[block.kind](block, acts);
    if (!PRESSED.has(block.kind)) row = null;
    else if (!row) drawn.push((row = h("div", { class: "acts" })));
    if (row) take(row, block, found, drawn);
    else drawn.push(found);
  }
  return drawn;
}

const PRESSED = new Set(["Buttons", "AskWith"]);

function take(row, block, found, drawn) {
  if (block.kind === "Buttons") return row.append(...found);
  if (row.childElementCount) found.open.classList.remove("primary");
  row.append(found.open);
  drawn.push(found.panel);
}

export const DRAWERS = {
  Heading: ({ text }) => h("h3", {}, text),
  Paragraph: ({ text }) => h("p", {}, text),
  Facts: ({ facts }) => h("dl", { class: "facts" }, facts.map(({ label, value }) => h("div", {}, h("dt", {}, label), h("dd", {}, value)))),
  Table: table,
  Picture: chart,
  Buttons: ({ buttons }, acts) => buttons.map((button) => press(button, acts)),
  Links: ({ links }) => h("ul", { class: "links" }, links.map(({ label, url }) => h("li", {}, link(label, url)))),
  AskWith: (block, acts) => askWith(block, acts.newest, (values, element) => acts.submit(block.form, values, element)),
  Citations: citations,
  Feedback: feedback,
  Attachment: attachment,
};

function table({ headers, rows, numeric, caption }) {
  const align = (column) => (numeric.includes(column) ? "number" : null);
  const head = headers.map((header, column) => h("th", { scope: "col", class: align(column) }, header));
  const body = rows.map((row) => h("tr", {}, row.map((cell, column) => h("td", { class: align(column) }, cell))));
  const name = fresh("table");
  return h(
    "div",
    { class: "table", role: "group", tabindex: 0, "aria-labelledby": caption ? name : null, "aria-label": caption ? null : headers.join(", ") },
    h("table", {}, caption ? h("caption", { id: name }, caption) : null, h("thead", {}, h("tr", {}, head)), h("tbody", {}, body)),
  );
}

function press(button, acts) {
  const element = h("button", { type: "button", class: `act ${button.style}` }, button.label);
  element.addEventListener("click", () => acts.press(button, element));
  return element;
}

function citations({ citations }) {
  const name = fresh("sources");
  const source = (citation) =>
    h(
      "li",
      {},
      h("blockquote", {}, citation.quote),
      h(
        "p",
        { class: "source" },
        citation.link ? link(citation.document, citation.link) : h("cite", {}, citation.document),
        [citation.version, citation.heading, citation.page].filter(Boolean).map((part) => h("span", {}, part)),
      ),
    );
  return h("div", { class: "sources", role: "group", "aria-labelledby": name }, h("h3", { id: name }, say("sources")), h("ol", {}, citations.map(source)));
}

function feedback({ action, subject, yes, no }, acts) {
  const thumb = (way, label) => {
    const element = h("button", { type: "button", class: "thumb", "aria-label": label, title: label, "aria-pressed": "false" }, icon(`${way}_thumb`));
    element.addEventListener("click", async () => {
      if (await acts.press({ action, value: `${way}:${subject}`, label }, element)) element.setAttribute("aria-pressed", "true");
    });
    return element;
  };
  return h("div", { class: "feedback", role: "group", "aria-label": say("feedback") }, thumb("up", yes), thumb("down", no));
}

function attachment({ name, media_type: type, content, label, size: bytes }) {
  const element = h(
    "button",
    { type: "button", class: "attachment", "aria-label": say("download", { name }) },
    icon("file"),
    h("span", {}, h("strong", {}, label), h("span", { class: "aside" }, `${name} · ${size(bytes)}`)),
  );
  element.addEventListener("click", () => download(name, type, content));
  return element;
}

function download(name, type, content) {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
