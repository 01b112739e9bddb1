// How Slack and Teams would tell the same: a small likeness of each, and what is really sent.

import { read } from "./api.js";
import { fresh, h } from "./dom.js";
import { icon } from "./icons.js";
import { slack } from "./slack.js";
import { teams } from "./teams.js";
import { say } from "./words.js";

const LIKENESSES = { slack, teams };

/** A fold-out that asks for the drawings when it is first opened. */
export function elsewhere(key) {
  const panel = h("div", { class: "sides", id: fresh("sides"), hidden: true });
  const toggle = h("button", { type: "button", class: "quiet fold", "aria-expanded": "false", "aria-controls": panel.id }, icon("down"), say("elsewhere"));
  toggle.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden && !panel.childElementCount) fill(panel, key);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle.click(), toggle.focus();
  });
  return h("div", { class: "elsewhere" }, toggle, panel);
}

async function fill(panel, key) {
  try {
    const drawings = await read(`/web/drawings?key=${encodeURIComponent(key)}`);
    panel.replaceChildren(...Object.entries(drawings).map(([platform, drawn]) => side(platform, drawn)));
  } catch (trouble) {
    panel.replaceChildren(h("p", { class: "error" }, say(`trouble_${trouble.kind ?? "broken"}`)));
    setTimeout(() => panel.replaceChildren(), 4000);
  }
}

function side(platform, drawn) {
  const written = JSON.stringify(drawn, null, 2);
  const name = fresh("side");
  return h(
    "div",
    { class: `side ${platform}`, role: "group", "aria-labelledby": name },
    h("h3", { id: name }, say(`name_${platform}`)),
    h("div", { class: "likeness" }, LIKENESSES[platform]?.(drawn) ?? null),
    h("details", { class: "json" }, h("summary", {}, say(`json_${platform}`)), copier(written), h("pre", { tabindex: 0 }, h("code", {}, written))),
  );
}

function copier(written) {
  const button = h("button", { type: "button", class: "quiet copy" }, say("copy"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(written);
    button.textContent = say("copied");
    setTimeout(() => (button.textContent = say("copy")), 2000);
  });
  return button;
}
