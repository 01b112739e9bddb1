// A real browser for stories: `told(STORIES)` plays the one that is asked for, and says how it went.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";

export const require = createRequire(join(process.env.PACKAGES, "package.json"));
const { chromium } = require("playwright-core");
const [, , name, address] = process.argv;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, headless: true, args: FLAGS });
const wrong = []; // what the browser complained about
let expected = /^$/;

/** Complaints that a story provokes itself. */
export const expect = (complaints) => (expected = complaints);

/** A person's page, in a browser profile of its own; `ready` says when it is there. */
export async function visit(path, ready, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 820 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !expected.test(message.text()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => request.url().startsWith(address) || expected.test(request.url()) || wrong.push(`fetched ${request.url()}`));
  await page.route((url) => url.protocol.startsWith("http") && !["127.0.0.1", "localhost"].includes(url.hostname), (route) => route.abort());
  await page.goto(`${address}${path}`);
  await page.locator(ready).first().waitFor();
  return page;
}

export async function told(stories) {
  try {
    const heard = await stories[name]();
    assert.deepEqual(wrong, []);
    console.log(JSON.stringify(heard ?? {}));
  } catch (error) {
    console.error(error, wrong);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}
