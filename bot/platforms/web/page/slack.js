// A likeness of a Slack message, from its Block Kit: enough of it to judge a drawing by.

import { h } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { face } from "./icons.js";

/** `drawn` is what would be posted: text and blocks. */
export function slack(drawn) {
  const blocks = drawn.blocks ?? [{ type: "section", text: { type: "mrkdwn", text: drawn.text ?? "" } }];
  const extra = (drawn.attachments ?? []).flatMap((attachment) => attachment.blocks ?? []);
  return h(
    "div",
    { class: "sl" },
    face(36),
    h("div", { class: "sl-body" }, h("p", { class: "sl-name" }, h("b", {}, "Mitra"), h("span", {}, "APP")), [...blocks, ...extra].map(block)),
  );
}

const block = (drawn) => (BLOCKS[drawn.type] ?? unknown)(drawn);
const unknown = ({ type }) => h("p", { class: "sl-unknown" }, type);
const text = (found) => (found?.type === "mrkdwn" ? mrkdwn(found.text) : (found?.text ?? ""));
const button = (found) => h("span", { class: `sl-button ${found.style ?? ""}` }, text(found.text));

const BLOCKS = {
  header: (drawn) => h("p", { class: "sl-header" }, text(drawn.text)),
  divider: () => h("hr"),
  section: (drawn) =>
    h(
      "div",
      { class: "sl-section" },
      h("div", {}, drawn.text ? h("p", {}, text(drawn.text)) : null, drawn.fields ? h("div", { class: "sl-fields" }, drawn.fields.map((field) => h("p", {}, text(field)))) : null),
      drawn.accessory ? element(drawn.accessory) : null,
    ),
  context: (drawn) => h("p", { class: "sl-context" }, drawn.elements.map((found) => h("span", {}, text(found)))),
  actions: (drawn) => h("div", { class: "sl-actions" }, drawn.elements.map(element)),
  context_actions: (drawn) => h("div", { class: "sl-actions" }, drawn.elements.map(element)),
  image: (drawn) => h("p", { class: "sl-image" }, drawn.title ? text(drawn.title) : null, drawn.alt_text),
  markdown: (drawn) => h("p", {}, drawn.text),
  table: (drawn) =>
    h("div", { class: "sl-table", role: "group", tabindex: 0 }, h("table", {}, drawn.rows.map((row) => h("tr", {}, row.map((cell, column) => h("td", { class: drawn.column_settings?.[column]?.align === "right" ? "number" : null }, cellText(cell))))))),
  rich_text: (drawn) => drawn.elements.map(rich),
  input: (drawn) => h("p", { class: "sl-context" }, text(drawn.label)),
  file: (drawn) => h("p", { class: "sl-context" }, drawn.external_id),
};

const ELEMENTS = {
  button,
  feedback_buttons: (found) => [button(found.positive_button), button(found.negative_button)],
  overflow: () => h("span", { class: "sl-button" }, "…"),
};
const element = (found) => (ELEMENTS[found.type] ?? unknown)(found);

const cellText = (cell) => (cell.type === "rich_text" ? cell.elements.map(rich) : (cell.text ?? ""));

function rich(found) {
  const inside = (found.elements ?? []).map(rich);
  const styled = (node) => (found.style?.bold ? h("b", {}, node) : found.style?.italic ? h("i", {}, node) : node);
  switch (found.type) {
    case "rich_text_section":
      return h("p", {}, inside);
    case "rich_text_preformatted":
      return h("pre", { tabindex: 0 }, inside);
    case "rich_text_quote":
      return h("blockquote", {}, inside);
    case "rich_text_list":
      return h(found.style === "ordered" ? "ol" : "ul", {}, found.elements.map((item) => h("li", {}, rich(item))));
    case "link":
      return h("span", { class: "sl-link" }, found.text ?? found.url);
    default:
      return styled(h("span", {}, found.text ?? ""));
  }
}
