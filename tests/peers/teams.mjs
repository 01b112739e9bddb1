// Stories in Teams' playground in a real browser: `node teams.mjs STORY ADDRESS`; pictures go to $PICTURES.
import assert from "node:assert/strict";
import { join } from "node:path";
import { expect, told, visit } from "./browser.mjs";

expect(/office\.net|fluent|Failed to load|favicon|worklet|DevTools|DOM nesting|validateDOMNesting|Warning/);

const open = async () => {
  const page = await visit("", "[role=textbox][contenteditable]", { viewport: { width: 1400, height: 1200 } });
  await page.getByText(/Hello, |Halo, /).first().waitFor(); // installed, and welcomed
  return page;
};
const picture = (page, name) => process.env.PICTURES && page.screenshot({ path: join(process.env.PICTURES, `teams-${name}.png`) });
const box = (page) => page.locator("[role=textbox][contenteditable]").last();
const say = async (page, words) => {
  await box(page).click();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
};
const hears = (page, words) => page.getByText(words).last().waitFor();
const button = (page, label) => page.getByRole("button", { name: label, exact: true }).last();
const press = async (page, label) => button(page, label).click();
const chat = async (page, name) => {
  await page.getByRole("treeitem", { name }).click();
  await page.waitForTimeout(700); // it shows the old chat for a moment
};
const mention = async (page, where, words) => {
  await where.click();
  await page.keyboard.type("@M");
  await page.getByRole("menuitem", { name: "Mitra" }).click();
  await page.keyboard.type(` ${words}`);
};

const STORIES = {
  /** Siti asks and judges the answer; registers with a form in the message, refused at first. */
  async deal() {
    const siti = await open();
    await picture(siti, "welcome");
    await say(siti, "How many seats can one Pro tenant have?");
    await hears(siti, /at most 500/);
    await hears(siti, /Pro datasheet/);
    await picture(siti, "answer");
    await siti.getByRole("button", { name: /This helped/ }).last().click();
    await hears(siti, /Thank|glad|Good/i);
    await say(siti, "register PT Laut Biru, 20 Pro seats, IDR 300,000,000, closing 30 September 2026");
    await hears(siti, /Who is the contact/);
    await picture(siti, "form");
    await siti.getByLabel("Contact").last().fill("nobody");
    await press(siti, "Register");
    await hears(siti, /Some fields need another look/);
    await picture(siti, "refused");
    await siti.getByLabel("Contact").last().fill("Ibu Ratna, 0812 3456 7890");
    await press(siti, "Register");
    await hears(siti, /D-\w+ is registered/);
    assert.equal(await siti.getByLabel("Contact").count(), 0);
    await picture(siti, "registered");
    await say(siti, "my deals");
    await hears(siti, /You have 2 deals/);
    await picture(siti, "deals");
    console.log("decide");
    await hears(siti, /approved/);
    await picture(siti, "told");
  },

  /** Siti asks in vain, takes a quiz, and looks at the webinars. */
  async learning() {
    const siti = await open();
    await say(siti, "How long is the protection, and what was it in June?");
    await hears(siti, /60 days/);
    await picture(siti, "versions");
    await say(siti, "Does Pro support on-prem in a Papua data centre?");
    await hears(siti, /will not guess/);
    await picture(siti, "gap");
    await say(siti, "Start the CloudSuite Sales quiz");
    await hears(siti, /1 of 5/);
    await picture(siti, "quiz");
    for (const [at, letter] of ["C", "b", "D", "A", "C"].entries()) {
      await say(siti, letter);
      await hears(siti, at < 4 ? new RegExp(`${at + 2} of 5`) : /16 September 2027/);
    }
    await picture(siti, "passed");
    await say(siti, "Any webinars this week?");
    await hears(siti, /Pro in practice/);
    await picture(siti, "webinars");
  },

  /** Rina asks what she earned, and why. */
  async earnings() {
    const rina = await open();
    await say(rina, "SPIFF saya bulan ini berapa?");
    await hears(rina, /8\.000\.000/);
    await picture(rina, "earnings");
    await say(rina, "Kok segitu?");
    await hears(rina, /24 × Rp 250\.000/);
    await picture(rina, "why");
  },

  /** Rina asks what she earned and why, says that a line is wrong, and is told what became of it. */
  async dispute() {
    const rina = await open();
    await say(rina, "SPIFF saya bulan ini berapa?");
    await hears(rina, /dibayarkan 15 Oktober 2026/);
    await press(rina, "Kenapa segini?");
    await hears(rina, /24 × Rp 250\.000/);
    await say(rina, "Baris ini salah, di faktur 10 seat bukan 8");
    await hears(rina, /ditangani Fajar/);
    await picture(rina, "disputed");
    console.log("accept");
    await hears(rina, /setelah orang kedua menyetujuinya/);
    console.log("agree");
    await hears(rina, /Rp 500\.000 ditambahkan/);
    await picture(rina, "adjusted");
  },

  /** Maya gets a card by itself, and decides on it. */
  async desk() {
    const maya = await open();
    console.log("register");
    await hears(maya, /PT Bintang Timur/);
    await press(maya, "Tolak");
    await maya.getByLabel(/Alasan/).last().waitFor();
    await picture(maya, "card");
    await press(maya, "Setujui");
    await hears(maya, /[Dd]isetujui/);
    await button(maya, "Setujui").waitFor({ state: "detached" });
    await picture(maya, "decided");
  },

  /** What is private moves from a group to the direct chat; a question is answered where it is asked. */
  async group() {
    const siti = await open();
    await chat(siti, /Ops group/);
    await mention(siti, box(siti), "register PT Samudra 300 m");
    await siti.keyboard.press("Enter");
    await hears(siti, /continue in private/);
    assert.equal(await siti.getByText("300,000,000").count(), 0);
    await picture(siti, "group");
    await chat(siti, /General/);
    await mention(siti, siti.locator("[role=textbox][contenteditable]").first(), "how many seats can one Pro tenant have?");
    await siti.getByRole("button", { name: "Post" }).first().click();
    await hears(siti, /at most 500/);
    await picture(siti, "channel");
    await chat(siti, "Personal Chat");
    await hears(siti, /PT Samudra/);
    await picture(siti, "private");
  },

  /** The message action asks in a dialog, and answers there. */
  async dialog() {
    const siti = await open();
    await siti.getByRole("button", { name: "Trigger Message Extension App" }).click();
    await siti.getByRole("menuitem", { name: "Action Command" }).click();
    const dialog = siti.locator("[role=dialog]").last();
    await dialog.getByPlaceholder("Input command id or leave blanks").fill("ask");
    await dialog.getByRole("button", { name: "Create" }).click();
    await siti.getByLabel("Your question").last().fill("How many seats can one Pro tenant have?");
    await picture(siti, "question");
    await press(siti, "Ask");
    await hears(siti, /at most 500/);
    await picture(siti, "dialog");
  },
};

await told(STORIES);
