// Stories in a Slack workspace in a real browser: `node slack.mjs STORY ADDRESS`; pictures go to $PICTURES.
import assert from "node:assert/strict";
import { join } from "node:path";
import { expect, told, visit as open } from "./browser.mjs";

expect(/favicon|404/);

const visit = async (who) => {
  const page = await open("", ".composer-input", { viewport: { width: 1200, height: 1000 } });
  await page.locator(".topbar select, select").first().selectOption({ label: who });
  return page;
};
const picture = (page, name) => process.env.PICTURES && page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) });
const side = (page, name) => page.locator(".sidebar-item", { hasText: name });
const home = async (page) => side(page, "mitra").last().click();
const chat = async (page, who) => {
  await home(page); // which opens the direct chat as well
  await side(page, who).first().click();
  await page.locator(".composer-input").waitFor();
};
const say = async (page, words) => {
  await page.locator(".composer-input").fill(words);
  await page.locator(".composer-input").press("Enter");
};
const hears = (page, words) => page.getByText(words).last().waitFor();
const press = (page, label) => page.getByRole("button", { name: label, exact: true }).last().click();
const modal = (page) => page.locator(".modal").last();
const field = (page, label) => modal(page).locator(".bk-input", { hasText: label }).locator("input, select, textarea");

const STORIES = {
  /** Rina asks, registers with a form that is first refused; Maya approves; Rina is told. */
  async deal() {
    const rina = await visit("Rina");
    await chat(rina, "Rina");
    await say(rina, "Maksimal berapa seat per tenant untuk Pro?");
    await hears(rina, /500/);
    await hears(rina, /Pro datasheet v4/);
    await press(rina, "Membantu");
    await say(rina, "Daftarkan deal PT Bintang Timur, 40 seat Pro, Rp 60 jt, closing akhir bulan");
    await press(rina, "Buka formulir");
    await field(rina, "Nilai").fill("lumayan banyak");
    await field(rina, "Kontak").fill("Budi Santoso, 0812 3456 7890");
    await picture(rina, "form");
    await modal(rina).getByRole("button", { name: "Daftarkan" }).click();
    await modal(rina).getByText(/value: /).waitFor();
    await picture(rina, "errors");
    await field(rina, "Nilai").fill("60 jt");
    await modal(rina).getByRole("button", { name: "Daftarkan" }).click();
    await modal(rina).waitFor({ state: "detached" });
    await hears(rina, /D-\w+ terdaftar/);
    await picture(rina, "registered");
    const maya = await visit("Maya");
    await chat(maya, "Maya");
    await hears(maya, /PT Bintang Timur/);
    await picture(maya, "card");
    await press(maya, "Setujui");
    await hears(maya, /isetujui/);
    await picture(maya, "approved");
    await hears(rina, /isetujui/);
    await picture(rina, "told");
  },

  /** Rina asks in vain, takes a quiz by letters and buttons, and a seat in a webinar. */
  async learning() {
    const rina = await visit("Rina");
    await chat(rina, "Rina");
    await say(rina, "Masa proteksi berapa lama, dan bulan Juni kemarin berapa?");
    await hears(rina, /60 hari/);
    await picture(rina, "versions");
    await say(rina, "Apakah Pro bisa dipakai di pusat data Papua?");
    await hears(rina, /tidak mau menebak/);
    await picture(rina, "gap");
    await say(rina, "Mulai kuis CloudSuite Sales");
    await hears(rina, /1 dari 5/);
    await picture(rina, "quiz");
    for (const letter of ["C", "b", "D", "A", "C"]) {
      await say(rina, letter);
      await rina.waitForTimeout(400);
    }
    await hears(rina, /16 September 2027/);
    await picture(rina, "passed");
    await say(rina, "Ada webinar apa minggu ini?");
    await hears(rina, /Pro in practice/);
    await picture(rina, "webinars");
  },

  /** What is private leaves the channel; a command is answered for one person's eyes. */
  async privacy() {
    const rina = await visit("Rina");
    await chat(rina, "Rina");
    await side(rina, "general").click();
    await say(rina, "@mitra SPIFF saya bulan ini berapa?");
    await hears(rina, /pesan langsung/);
    assert.equal(await rina.getByText("8.000.000").count(), 0);
    await picture(rina, "channel");
    await side(rina, "Rina").first().click();
    await hears(rina, /8\.000\.000/);
    await picture(rina, "earnings");
    await side(rina, "general").click();
    await say(rina, "/mitra deal saya");
    await hears(rina, /D-1007/);
    await picture(rina, "command");
  },

  /** Rina asks what she earned and why, says that a line is wrong; Fajar accepts, Maya agrees. */
  async dispute() {
    const rina = await visit("Rina");
    await chat(rina, "Rina");
    await say(rina, "SPIFF saya bulan ini berapa?");
    await hears(rina, /dibayarkan 15 Oktober 2026/);
    await press(rina, "Kenapa segini?");
    await hears(rina, /24 × Rp 250\.000/);
    await say(rina, "Baris ini salah, di faktur 10 seat bukan 8");
    await hears(rina, /ditangani Fajar/);
    await picture(rina, "disputed");
    const fajar = await visit("Fajar");
    await chat(fajar, "Fajar");
    await hears(fajar, /perlu dijawab/);
    await press(fajar, "Terima +Rp 500.000");
    await hears(fajar, /orang lain harus menyetujuinya/);
    const maya = await visit("Maya");
    await chat(maya, "Maya");
    await hears(maya, /perlu|menunggu orang lain/);
    await press(maya, "Setujui penyesuaian");
    await hears(rina, /Rp 500\.000 ditambahkan/);
    await picture(rina, "adjusted");
  },

  /** Home shows what is waiting; a stranger finds the same polite words everywhere. */
  async home() {
    const rina = await visit("Rina");
    await home(rina);
    await hears(rina, /Halo, Rina/);
    await hears(rina, "D-1042");
    await picture(rina, "home");
    const joko = await visit("Joko");
    await chat(joko, "Joko");
    await say(joko, "Rina dapat berapa?");
    await joko.locator(".message, .msg", { hasText: "mitra" }).last().waitFor();
    await picture(joko, "stranger");
    assert.equal(await joko.getByText("8.000.000").count(), 0);
  },
};

await told(STORIES);
