// A likeness of a Teams message, from its activity: enough of a card to judge a drawing by.

import { h } from "./dom.js";
import { face } from "./icons.js";
import { markdown } from "./mrkdwn.js";
import { say } from "./words.js";

/** `drawn` is the activity: text and attachments. */
export function teams(drawn) {
  const cards = (drawn.attachments ?? []).filter((found) => found.contentType?.includes("adaptive")).map((found) => found.content);
  const card = drawn.type === "AdaptiveCard" ? [drawn] : cards;
  return h(
    "div",
    { class: "te" },
    face(32),
    h(
      "div",
      { class: "te-body" },
      h("p", { class: "te-name" }, "Mitra"),
      drawn.text ? h("p", { class: "te-text" }, markdown(drawn.text)) : null,
      card.map((found) => h("div", { class: "te-card" }, (found.body ?? []).map(element), actions(found.actions))),
      suggested(drawn),
    ),
  );
}

const suggested = ({ suggestedActions, channelData }) => [
  suggestedActions ? h("div", { class: "te-actions" }, suggestedActions.actions.map(({ title }) => h("span", { class: "te-button" }, title))) : null,
  channelData?.feedbackLoop || channelData?.feedbackLoopEnabled ? h("p", { class: "te-loop" }, say("feedback")) : null,
];

const element = (found) => {
  const drawn = (ELEMENTS[found.type] ?? unknown)(found);
  return found.separator ? h("div", { class: "te-separated" }, drawn) : drawn;
};
const unknown = ({ type }) => h("p", { class: "te-unknown" }, type);
const items = (found) => (found ?? []).map(element);

const ELEMENTS = {
  TextBlock: ({ text, weight = "", size = "", color = "", isSubtle, fontType = "", horizontalAlignment = "" }) =>
    h("p", { class: ["te-text", weight, size, color, fontType, horizontalAlignment].join(" ").toLowerCase() + (isSubtle ? " subtle" : "") }, markdown(text)),
  RichTextBlock: ({ inlines }) => h("p", { class: "te-text" }, inlines.map((inline) => inline.text ?? inline)),
  FactSet: ({ facts }) => h("dl", { class: "te-facts" }, facts.map(({ title, value }) => h("div", {}, h("dt", {}, markdown(title)), h("dd", {}, markdown(value))))),
  Container: ({ items: inside, style = "" }) => h("div", { class: `te-container ${style}` }, items(inside)),
  ColumnSet: ({ columns }) => h("div", { class: "te-columns" }, columns.map((column) => h("div", { class: column.width === "auto" ? "auto" : "" }, items(column.items)))),
  Table: ({ rows }) =>
    h("div", { class: "te-table", role: "group", tabindex: 0 }, h("table", {}, rows.map((row) => h("tr", {}, row.cells.map((cell) => h("td", {}, items(cell.items))))))),
  ActionSet: ({ actions: inside }) => actions(inside),
  Image: ({ altText, url }) => (/^data:image\//.test(url) ? h("img", { src: url, alt: altText ?? "" }) : h("p", { class: "te-image" }, altText ?? "")),
  "Input.Text": (found) => input(found, found.isMultiline ? "te-area" : ""),
  "Input.Date": (found) => input(found, ""),
  "Input.Number": (found) => input(found, ""),
  "Input.ChoiceSet": (found) => input({ ...found, value: found.choices.find(({ value }) => value === found.value)?.title }, "te-choice"),
};

const input = ({ label, value, placeholder, isRequired, errorMessage }, kind) => [
  h("p", { class: "te-label" }, label ?? "", isRequired ? h("span", { class: "te-required" }, " *") : null),
  h("p", { class: `te-input ${kind}` }, value || h("span", { class: "subtle" }, placeholder ?? "")),
  errorMessage && !value ? h("p", { class: "te-text small attention" }, errorMessage) : null,
];

/** A card that opens (Action.ShowCard) is shown open: it is a drawing, not a dialogue. */
const actions = (found) =>
  found?.length
    ? [
        h("div", { class: "te-actions" }, found.map(({ title, style = "" }) => h("span", { class: `te-button ${style}` }, title))),
        found.filter(({ type }) => type === "Action.ShowCard").map(({ card }) => h("div", { class: "te-shown" }, items(card.body), actions(card.actions))),
      ]
    : null;
