// Reads cards on standard input with the real Adaptive Cards library, and says what it complains about.
const { join } = require("node:path");
const { createRequire } = require("node:module");
const cards = createRequire(join(process.env.PACKAGES, "package.json"))("adaptivecards/dist/adaptivecards.js");

const complaints = (content) => {
  const context = new cards.SerializationContext(cards.Versions.v1_5);
  const card = new cards.AdaptiveCard();
  card.parse(content, context);
  const parsed = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  const checked = card.validateProperties().validationEvents;
  return [...parsed, ...checked].map(({ event, message }) => `${cards.ValidationEvent[event]}: ${message}`);
};

let written = "";
process.stdin.on("data", (chunk) => (written += chunk));
process.stdin.on("end", () => console.log(JSON.stringify(JSON.parse(written).map(complaints))));
