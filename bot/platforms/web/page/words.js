// What the page itself says, in the language it is in.

let catalogues = {};
let current = "en";

export async function load(read) {
  catalogues = await read("/web/words");
}

export const languages = () => Object.keys(catalogues);
export const language = () => current;

/** Speak this language from now on; every element with `data-words` or `data-label` follows. */
export function speak(chosen) {
  current = chosen in catalogues ? chosen : "en";
  document.documentElement.lang = current;
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = say(element.dataset.words);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
}

export function say(key, values = {}) {
  const words = catalogues[current]?.[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export const plural = (key, count, values = {}) => say(`${key}_${count === 1 ? "one" : "other"}`, { count, ...values });

const ZONES = { "Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };
const locale = () => (current === "id" ? "id-ID" : "en-GB");

export const day = (moment, zone) =>
  new Intl.DateTimeFormat(locale(), { timeZone: zone, weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(moment);

export function time(moment, zone) {
  const shown = new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false }).format(moment);
  return `${shown} ${ZONES[zone] ?? ""}`.trim();
}

/** Text.plural and Intl agree on both languages: one and other. */
export const size = (bytes) => (bytes < 1024 ? `${bytes} B` : `${new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(bytes / 1024)} KB`);
