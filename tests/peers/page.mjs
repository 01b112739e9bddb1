// Stories played on the local page in a real browser: `node page.mjs STORY ADDRESS`.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, require, told, visit as open } from "./browser.mjs";

const visit = (who, options) => open(`#${who}`, "#log article:not(.writing)", options);
const english = async (page) => {
  await page.locator("#languages [data-code=en]").click();
  await page.locator("#log .fold", { hasText: "How Slack" }).first().waitFor();
};
const be = (page, who) => page.locator(`[data-handle=${who}]`).click();
const say = async (page, words) => (await page.locator("#said").fill(words), await page.keyboard.press("Enter"));
const last = (page) => page.locator("#log .reply:not(.writing)").last();
const hears = (page, words) => page.locator("#log .reply .card", { hasText: words }).last().waitFor();
const badge = (page, who) => page.locator(`[data-handle=${who}] .badge`);
const titles = (page) => page.locator("#log .reply h2").allInnerTexts();
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.innerText || document.activeElement.name);

const STORIES = {
  /** Ask, register by form; Maya gets a card by itself, approves; Rina is told by itself. */
  async deal() {
    const rina = await visit("rina");
    const maya = await visit("maya");
    await say(rina, "Maksimal berapa seat per tenant untuk Pro?");
    await hears(rina, "500");
    await rina.locator(".sources").getByText("Pro datasheet").waitFor();
    const before = (await titles(maya)).length;
    await say(rina, "Daftarkan deal PT Bintang Timur, 40 seat Pro, Rp 60 jt, closing akhir bulan");
    await hears(rina, "PT Bintang Timur");
    await last(rina).locator("[aria-expanded]").first().click();
    await rina.locator(".panel:not([hidden]) [type=submit]").click();
    await rina.locator(".field.wrong [aria-invalid=true]").first().waitFor();
    assert.equal(await rina.evaluate(() => document.activeElement.getAttribute("aria-invalid")), "true");
    await rina.keyboard.type("Budi Santoso, 0812 3456 7890");
    await rina.keyboard.press("Enter");
    await hears(rina, /D-\w+ terdaftar/);
    await maya.locator("#log .reply", { hasText: "PT Bintang Timur" }).waitFor();
    assert.equal((await titles(maya)).length, before + 1);
    const card = maya.locator("#log .reply", { hasText: "PT Bintang Timur" }).first();
    assert.match(await card.locator(".meta").innerText(), /Slack/);
    await badge(rina, "maya").waitFor();
    await card.getByRole("button", { name: "Setujui" }).click();
    await card.locator(".mark.edited").waitFor();
    await hears(rina, /disetujui/);
    assert.equal(await rina.locator("#log .reply", { hasText: /disetujui/ }).count(), 1);
    await rina.reload();
    await hears(rina, /disetujui/);
    assert.equal(await rina.locator("#log .reply", { hasText: /disetujui/ }).count(), 1);
  },

  /** What is said in a channel stays free of amounts; the answer waits in the direct message. */
  async privacy() {
    const siti = await visit("siti");
    await siti.getByRole("button", { name: "#general" }).click();
    await siti.locator(".empty").waitFor();
    await say(siti, "register PT Laut Biru 300 m");
    await hears(siti, "private");
    assert.equal(await siti.locator("#log .reply", { hasText: "300" }).count(), 0);
    await siti.getByRole("button", { name: /Direct message/ }).click();
    await hears(siti, "Laut Biru");
    const dewi = await visit("dewi/general");
    assert.equal(await dewi.locator("#log .reply", { hasText: "300" }).count(), 0);
  },

  /** Everything without a mouse, and the focus is never lost. */
  async keyboard() {
    const page = await visit("rina");
    await page.waitForFunction(() => document.activeElement.id === "said");
    await english(page);
    await page.locator(".skip").focus();
    assert.match(await focused(page), /Skip to writing/);
    await page.keyboard.press("Enter");
    await page.keyboard.type("register PT Fajar Baru, 40 seats Pro, IDR 60,000,000, end of this month");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("thank you");
    assert.match(await page.locator("#said").inputValue(), /month\nthank you$/);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("register PT Fajar Baru, 40 seats Pro, IDR 60 million, end of this month");
    await page.keyboard.press("Enter");
    await hears(page, "Fajar Baru");
    assert.equal(await focused(page), "said");
    await page.keyboard.press("ArrowUp");
    const opener = await focused(page);
    await page.keyboard.press("Enter");
    await page.locator(".panel:not([hidden])").waitFor();
    assert.notEqual(await focused(page), opener);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".panel:not([hidden])").count(), 0);
    assert.equal(await focused(page), opener);
    await page.locator("[data-handle=maya]").focus();
    await page.keyboard.press("Enter");
    await page.locator("#who h1", { hasText: "Maya" }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.dataset.handle), "maya");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, "solid");
  },

  /** Follows the system until one chooses, and then remembers. */
  async themes() {
    const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const page = await visit("rina", { colorScheme: "dark" });
    const dark = await ground(page);
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForFunction((before) => getComputedStyle(document.body).backgroundColor !== before, dark);
    await page.locator("#theme").click();
    assert.equal(await ground(page), dark);
    await page.reload();
    assert.equal(await ground(page), dark);
  },

  /** The words of the page follow the person, and the hand. */
  async languages() {
    const page = await visit("rina");
    const placeholder = () => page.locator("#said").getAttribute("placeholder");
    assert.equal(await placeholder(), "Tulis ke Mitra");
    await be(page, "siti");
    await page.locator("#who h1", { hasText: "Siti" }).waitFor();
    assert.equal(await placeholder(), "Write to Mitra");
    await page.locator("#languages [data-code=id]").click();
    await page.waitForFunction(() => document.documentElement.lang === "id");
    assert.equal(await placeholder(), "Tulis ke Mitra");
  },

  /** The server goes away in the middle of a sentence: one clear word, one retry, one effect. */
  async trouble() {
    expect(/Failed to load resource|ERR_/);
    const page = await visit("rina");
    await english(page);
    const asked = "How many seats can one tenant of Pro hold?";
    await page.route("**/web/turn", (route) => route.abort()); // it never arrives
    await say(page, asked);
    assert.match(await page.locator(".unsent").innerText(), /does not answer/);
    await page.unroute("**/web/turn");
    await page.locator(".unsent").getByRole("button").click();
    await hears(page, "500");
    await page.waitForFunction(() => document.querySelectorAll("#log .said").length === 1);
    await page.route("**/web/turn", async (route) => (await route.fetch(), await route.abort())); // its answer is lost
    await say(page, `${asked} Again`);
    await page.waitForFunction(() => document.querySelectorAll("#log .reply h2").length === 3);
    await page.waitForFunction(() => document.querySelectorAll("#log .said").length === 2);
    await page.unroute("**/web/turn");
    assert.equal(await page.locator(".unsent").count(), 0);
    const waiting = await badge(page, "siti").locator("[aria-hidden]").count() && Number(await badge(page, "siti").locator("[aria-hidden]").innerText());
    await page.context().setOffline(true);
    const maya = await visit("maya");
    await say(maya, "Setujui D-1012");
    await page.locator("#trouble:not([hidden])").waitFor();
    await page.context().setOffline(false);
    await page.locator("#trouble").waitFor({ state: "hidden" });
    await page.waitForFunction((before) => Number(document.querySelector("[data-handle=siti] .badge [aria-hidden]")?.innerText) === before + 1, waiting);
  },

  /** The server is stopped and started again; what was sent meanwhile appears once. */
  async restart() {
    expect(/Failed to load resource|ERR_/);
    const page = await visit("siti");
    await english(page);
    const before = (await titles(page)).length;
    console.log("stop");
    await page.locator("#trouble", { hasText: "does not answer" }).waitFor();
    console.log("start");
    await page.locator("#log .reply", { hasText: /D-1012 .*approved|approved.*D-1012/s }).waitFor({ timeout: 20_000 });
    await page.locator("#trouble").waitFor({ state: "hidden" });
    assert.equal((await titles(page)).length, before + 1);
  },

  /** One press however often it is clicked. */
  async double() {
    const page = await visit("siti");
    const turns = [];
    page.on("request", (request) => request.url().endsWith("/web/turn") && turns.push(request));
    const button = last(page).locator(".acts button").first();
    await button.dblclick();
    await page.locator("#log .as-pressed").first().waitFor();
    await page.waitForTimeout(500);
    assert.equal(turns.length, 1);
  },

  /** A file goes along with a sentence; a file of ours can be kept; too large ones are said so. */
  async files() {
    const page = await visit("rina");
    await english(page);
    const path = join(tmpdir(), `invoice-${process.pid}.txt`);
    writeFileSync(path, "24 seats");
    await page.locator("#file").setInputFiles(path);
    await page.locator("#files .chip").waitFor();
    await say(page, "SPIFF saya bulan ini berapa?");
    await page.locator("#log .said .chip").waitFor();
    await hears(page, "8.000.000");
    await last(page).getByRole("button", { name: /CSV/ }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".attachment").last().click()]);
    assert.match(readFileSync(await download.path(), "utf-8"), /24/);
    writeFileSync(path, "x".repeat(800 * 1024));
    await page.locator("#file").setInputFiles(path);
    await page.locator("#trouble", { hasText: "too large" }).waitFor();
    assert.equal(await page.locator("#files .chip").count(), 0);
  },

  /** Both drawings of an answer, side by side, with what is really sent. */
  async elsewhere() {
    const page = await visit("rina");
    await english(page);
    await say(page, "How many seats can one tenant of Pro hold?");
    await hears(page, "500");
    await last(page).locator(".fold").click();
    const side = (platform) => last(page).locator(`.side.${platform}`);
    await side("slack").locator(".sl", { hasText: "500" }).waitFor();
    await side("teams").locator(".te", { hasText: "500" }).waitFor();
    assert.equal(await last(page).locator(".sl-unknown, .te-unknown").count(), 0);
    for (const [platform, written] of [["slack", '"blocks"'], ["teams", "AdaptiveCard"]]) {
      await side(platform).locator("summary").click();
      assert.ok((await side(platform).locator("code").innerText()).includes(written));
    }
    const [one, other] = [await side("slack").boundingBox(), await side("teams").boundingBox()];
    assert.ok(Math.abs(one.y - other.y) < 2 && other.x > one.x + one.width - 1);
    await page.keyboard.press("Escape");
  },

  /** Whoever is unknown hears the same words, and nothing of them is kept. */
  async stranger() {
    const page = await visit("joko");
    await say(page, "SPIFF saya bulan ini berapa?");
    await page.waitForFunction(() => document.querySelectorAll("#log .reply h2").length === 2);
    const [hello, again] = await titles(page);
    assert.equal(hello, again);
    await be(page, "rina");
    await page.locator("#who h1", { hasText: "Rina" }).waitFor();
    await be(page, "joko");
    await page.locator("#log .said").waitFor();
    assert.equal((await titles(page)).length, 2);
  },

  /** Agus asks for a person; Budi sees it, answers in the thread, and Agus reads the answer. */
  async support() {
    const agus = await visit("agus");
    const budi = await visit("budi");
    await say(agus, "Saya mau bicara dengan orang, pelanggan sudah menunggu");
    await budi.locator("#places", { hasText: "partner-support" }).waitFor();
    await badge(agus, "budi").waitFor();
    await budi.getByRole("button", { name: /partner-support/ }).click();
    await budi.locator(".thread", { hasText: "Agus" }).waitFor();
    await budi.locator(".thread > .quiet").last().click();
    await say(budi, "catatan: pelanggan ini penting");
    await budi.locator(".thread .said").waitFor();
    await say(budi, "ke mitra: Saya bantu sekarang, Pak Agus");
    await hears(agus, "Saya bantu sekarang");
    assert.equal(await agus.locator("#log", { hasText: "pelanggan ini penting" }).count(), 0);
  },

  /** On the narrowest phone nothing is wider than the screen, and people are one press away. */
  async phone() {
    const page = await visit("rina", { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
    await say(page, "SPIFF saya bulan ini berapa?");
    await hears(page, "8.000.000");
    const wide = () => page.evaluate(() => [...document.querySelectorAll("#log > *, .top > *, .composer")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1).length);
    assert.equal(await wide(), 0);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.locator("#menu").click();
    await be(page, "siti");
    await page.locator("#who h1", { hasText: "Siti" }).waitFor();
    assert.equal(await page.locator("#menu").getAttribute("aria-expanded"), "false");
    await page.locator("#menu").click();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#menu").getAttribute("aria-expanded"), "false");
  },

  /** axe finds nothing serious, whatever is open, in both themes and on a phone. */
  async axe() {
    const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
    const found = [];
    const looks = [{ colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "dark", viewport: { width: 360, height: 740 } }];
    for (const look of looks) {
      const page = await visit("rina", { bypassCSP: true, reducedMotion: "reduce", ...look });
      for (const words of ["Maksimal berapa seat per tenant untuk Pro?", "SPIFF saya bulan ini berapa?", `Daftarkan deal PT Surya Pagi ${found.length}${looks.indexOf(look)}, 40 seat Pro, Rp 60 jt, closing akhir bulan`]) {
        const count = await page.locator("#log .reply").count();
        await say(page, words);
        await page.waitForFunction((before) => document.querySelectorAll("#log .reply:not(.writing)").length > before, count);
      }
      await last(page).locator("[aria-expanded=false]").first().click();
      const wrongs = await page.locator(".field.wrong").count();
      await last(page).locator("[type=submit]").click();
      await page.waitForFunction((before) => document.querySelectorAll(".field.wrong").length > before, wrongs);
      for (const fold of await page.locator(".fold").all()) await fold.click();
      await page.waitForFunction(() => document.querySelectorAll(".side").length === 2 * document.querySelectorAll(".sides").length);
      for (const written of await page.locator(".json summary").all()) await written.click();
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      found.push(...violations.map(({ id, impact, nodes }) => ({ look: JSON.stringify(look), id, impact, at: nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`) })));
    }
    const serious = found.filter(({ impact }) => ["serious", "critical"].includes(impact));
    assert.deepEqual(serious, []);
    return { violations: found };
  },
};

await told(STORIES);
