// Slack's own markup, and the Markdown that a Teams card reads, as elements.

import { h } from "./dom.js";

const SLACK = /```\n?([\s\S]+?)\n?```|`([^`\n]+)`|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|(?<![\w~])~([^~\n]+)~(?![\w~])|<([^<>|]+)(?:\|([^<>]*))?>/g;
const TEAMS = /\\([\\`*_{}[\]()#+\-.!~>|])|\*\*([^*\n]+)\*\*|\[((?:\\.|[^\]])+)\]\(([^)\s]+)\)|(?<![\w_])_([^_\n]+)_(?![\w_])/g;
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

const unescape = (text) => text.replace(/&(lt|gt|amp);/g, (entity) => ENTITIES[entity]);

/** Quotes line by line, then what stands inside a line. */
export function mrkdwn(text) {
  const lines = text.split(/\n(?=(?:&gt;|>) ?)|(?<=^(?:&gt;|>)[^\n]*)\n/m);
  return lines.map((line) => {
    const quote = /^(?:&gt;|>) ?/.exec(line);
    return quote ? h("blockquote", {}, slackInline(line.slice(quote[0].length))) : slackInline(line);
  });
}

const slackInline = (text) =>
  pieces(text, SLACK, unescape, ([, fence, code, bold, italic, struck, target, label]) => {
    if (fence) return h("pre", { tabindex: 0 }, unescape(fence));
    if (code) return h("code", {}, unescape(code));
    if (bold) return h("b", {}, slackInline(bold));
    if (italic) return h("i", {}, slackInline(italic));
    if (struck) return h("s", {}, slackInline(struck));
    return h("span", { class: "sl-link" }, unescape(label || target.replace(/^[@#!]/, "@")));
  });

/** Bold, italic, links and escaped signs; an Adaptive Card reads no more. */
export const markdown = (text) =>
  pieces(text, TEAMS, (plain) => plain, ([, sign, bold, label, , italic]) => {
    if (sign) return sign;
    if (bold) return h("b", {}, markdown(bold));
    if (label) return h("span", { class: "te-link" }, markdown(label));
    return h("i", {}, markdown(italic));
  });

function pieces(text, pattern, plain, special) {
  const found = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    found.push(plain(text.slice(at, match.index)), special(match));
    at = match.index + match[0].length;
  }
  return [...found, plain(text.slice(at))];
}
