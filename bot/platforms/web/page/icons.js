// Every sign on the page, drawn here.

import { s } from "./dom.js";

const PATHS = {
  send: "M4 12 20 4l-5 16-3.5-6.5L4 12Zm7.5 1.5L20 4",
  attach: "m20 11.5-8.2 8.2a5 5 0 0 1-7-7L13.5 4a3.3 3.3 0 0 1 4.7 4.7l-8.6 8.6a1.7 1.7 0 0 1-2.4-2.4l7.9-7.9",
  menu: "M4 7h16M4 12h16M4 17h10",
  close: "m6 6 12 12M18 6 6 18",
  sun: "M12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  moon: "M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2Z",
  down: "m6 9 6 6 6-6",
  file: "M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5l-5-5Zm0 0v5h5",
  quote: "M9.5 7.5H6a1.5 1.5 0 0 0-1.5 1.5v3a1.5 1.5 0 0 0 1.5 1.5h2.5c0 1.8-.7 2.7-2.5 3.2M19 7.5h-3.5A1.5 1.5 0 0 0 14 9v3a1.5 1.5 0 0 0 1.5 1.5H18c0 1.8-.7 2.7-2.5 3.2",
  alert: "M12 8v5M12 16.5v.2M10.4 4.6 3.3 17a1.8 1.8 0 0 0 1.6 2.7h14.2a1.8 1.8 0 0 0 1.6-2.7L13.6 4.6a1.8 1.8 0 0 0-3.2 0Z",
  lock: "M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5M6.5 10.5h11a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18.5V12a1.5 1.5 0 0 1 1.5-1.5Z",
  up_thumb: "M7.5 20H5a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1h2.5m0 9.5v-9.5m0 9.5h9.2a2 2 0 0 0 2-1.6l1.2-6a2 2 0 0 0-2-2.4H14l.6-3.6A2 2 0 0 0 12.7 4L7.5 10.5",
  down_thumb: "M16.5 4H19a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1h-2.5m0-9.5v9.5m0-9.5H7.3a2 2 0 0 0-2 1.6l-1.2 6a2 2 0 0 0 2 2.4H10l-.6 3.6a2 2 0 0 0 1.9 2.4l5.2-6.5",
};

export function icon(name) {
  return s("svg", { class: "sign", viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" }, s("path", { d: PATHS[name] }));
}

const GROUNDS = [
  ["#28536b", "#3a7391"], ["#6b2d4a", "#94466b"], ["#4a3f86", "#6a5eb0"], ["#8a3b22", "#b0573a"],
  ["#1f5f4f", "#318570"], ["#70511a", "#96702f"], ["#7a2e3a", "#a34a58"], ["#33507f", "#4c6fa8"],
  ["#4d5a22", "#6d7c35"], ["#5a3170", "#7d4c98"], ["#40525c", "#5c7380"], ["#85461a", "#a9642f"],
];

/** A face for a name: the same person always gets the same colours and shape. */
export function avatar(handle, name, side = 36) {
  const seed = hash(handle);
  const [ground, shape] = GROUNDS[(seed >>> 3) % GROUNDS.length];
  const turn = ((seed >>> 9) % 8) * 45;
  return s(
    "svg",
    { class: "avatar", viewBox: "0 0 40 40", width: side, height: side, "aria-hidden": "true" },
    s("rect", { width: 40, height: 40, fill: ground }),
    s("circle", { cx: 32, cy: 34, r: 20, fill: shape, transform: `rotate(${turn} 20 20)` }),
    s("text", { x: 20, y: 21, "text-anchor": "middle", "dominant-baseline": "central" }, name.slice(0, 1)),
  );
}

/** Mitra's own face. */
export function face(side = 36) {
  return s(
    "svg",
    { class: "avatar", viewBox: "0 0 40 40", width: side, height: side, "aria-hidden": "true" },
    s("rect", { width: 40, height: 40, rx: 12, class: "face-ground" }),
    s("path", { d: "M9.5 28V19a5.25 5.25 0 0 1 10.5 0v9", class: "face-left" }),
    s("path", { d: "M20 28V19a5.25 5.25 0 0 1 10.5 0v9", class: "face-right" }),
  );
}

function hash(text) {
  let sum = 2166136261;
  for (const letter of text) sum = Math.imul(sum ^ letter.codePointAt(0), 16777619) >>> 0;
  return sum;
}
