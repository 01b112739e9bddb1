// Makes elements. Text only ever becomes text: nothing here reads HTML.

const SVG = "http://www.w3.org/2000/svg";

/** `h("button", { class: "quiet", onclick: go }, "Go")` */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const byId = (id) => document.getElementById(id);

let made = 0;
/** An id nobody else has, to tie a label to what it labels. */
export const fresh = (prefix) => `${prefix}-${++made}`;

/** A name for an event that no other tab gives: sent twice, it still happened once. */
export const eventId = () => `page-${crypto.randomUUID?.() ?? fallbackId()}`;

const fallbackId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Only addresses that a person may follow; anything else stays text. */
export function link(label, address) {
  const safe = /^(https?:|mailto:)/i.test(address);
  return safe ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label) : h("span", {}, `${label} ${address}`);
}
