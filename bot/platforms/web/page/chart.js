// A bar chart, drawn to the width there is; its alternative says the same in words.

import { fresh, h, s } from "./dom.js";

const ROW = 46;

export function chart({ title, bars, alternative }) {
  const longest = Math.max(1, ...bars.map((bar) => Math.abs(bar.value)));
  const name = fresh("chart");
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", { id: name }, title),
    s(
      "svg",
      { role: "img", "aria-label": `${title}. ${alternative}`, width: "100%", height: bars.length * ROW },
      bars.map((bar, index) => row(bar, index * ROW, (100 * Math.abs(bar.value)) / longest)),
    ),
    h("p", { class: "aside" }, alternative),
  );
}

const row = (bar, top, percent) => [
  s("text", { x: 0, y: top + 15, class: "bar-label" }, bar.label),
  s("text", { x: "100%", y: top + 15, class: "bar-shown", "text-anchor": "end" }, bar.shown),
  s("rect", { x: 0, y: top + 23, width: "100%", height: 10, rx: 5, class: "bar-ground" }),
  s("rect", { x: 0, y: top + 23, width: `${bar.value && Math.max(percent, 1)}%`, height: 10, rx: 5, class: bar.value < 0 ? "bar less" : "bar" }),
];
