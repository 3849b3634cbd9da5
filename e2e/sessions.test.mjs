// Sessions as people meet them: warned in time and gone on with, ended by others, and
// two people at one laptop. Whatever happens, every digit stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { passphrase } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { accepted, figure, fill, send, sheet, sheetAt, signIn, verify } from "./officer.mjs";

const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("name") ?? document.activeElement.textContent);
const saved = (page) => page.locator("[data-state]").filter({ hasText: "Draft saved" }).waitFor();
const dialog = (page) => page.getByRole("alertdialog");

async function typing(start, visitor) {
  const desk = await start({ also: [["administrator", "administrator"]] }), page = await visitor();
  await page.clock.install();
  await signIn(page, desk, "officer-1");
  await verify(page, desk);
  await page.goto(sheetAt(desk));
  await figure(page, "votes.77121").focus();
  await page.keyboard.type("16");
  await saved(page);
  return { desk, page };
}

// away is time in which nobody does anything, for the desk and for the pages.
async function away(desk, minutes, ...pages) {
  desk.later(minutes);
  for (const page of pages) await page.clock.fastForward(minutes * 60_000);
}

test("idle: warned by a dialog, gone on by a key, in all tabs, with every digit and the caret in its place", journey(async ({ desk: start, visitor }) => {
  const { desk, page } = await typing(start, visitor);
  const tab = await page.context().newPage();
  await tab.clock.install();
  await tab.goto(`${desk.url}/desk/board`);
  await away(desk, 28.1, page, tab);
  for (const one of [page, tab]) {
    await dialog(one).getByText(/You will be signed out at \d\d:\d\d unless you go on/).waitFor();
    assert.equal(await focused(one), "Go on");
  }
  const spoken = await dialog(page).evaluate((d) => [d.getAttribute("aria-labelledby"), d.getAttribute("aria-describedby")].map((id) => document.getElementById(id).textContent));
  assert.match(spoken.join(" "), /Are you still there\? You will be signed out/);

  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await focused(page), "votes.77121");
  await page.keyboard.type("6");
  assert.equal(await figure(page, "votes.77121").inputValue(), "166", "the caret is where it was");
  await tab.clock.fastForward(11_000);
  await dialog(tab).waitFor({ state: "detached" });

  await saved(page);
  await away(desk, 28.1, page);
  await dialog(page).waitFor();
  await page.keyboard.type("1"); // eyes on the paper
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await figure(page, "votes.77121").inputValue(), "1661", "a digit typed into the dialog is not lost");
  await fill(page, sheet);
  await send(page);
  await accepted(page, "sheet");
}));

test("a board that looks by itself keeps nobody signed in", journey(async ({ desk: start, visitor }) => {
  const desk = await start(), page = await visitor();
  await page.clock.install();
  await signIn(page, desk, "officer-1");
  await page.goto(`${desk.url}/desk/board`);
  desk.later(29);
  for (let i = 0; i < 3; i++) {
    const looked = page.waitForResponse((r) => r.url().endsWith("/desk/board"));
    await page.clock.fastForward(30_000);
    await looked;
  }
  desk.later(1.1);
  await page.clock.fastForward(30_000);
  await page.getByText("NOT LIVE: you were signed out.").waitFor();
}));

test("the twelfth hour: signed in again in another tab, and the page goes on", journey(async ({ desk: start, visitor }) => {
  const { desk, page } = await typing(start, visitor);
  desk.later(12 * 60 - 14, "created_at");
  await away(desk, 28.1, page); // the page asks
  await dialog(page).getByText("Are you still there?").waitFor();
  await page.keyboard.press("Enter");
  await dialog(page).getByText(/This sign-in ends at \d\d:\d\d/).waitFor();
  const opened = page.context().waitForEvent("page");
  await dialog(page).getByRole("link", { name: "Sign in again" }).click();
  const tab = await opened;
  await tab.getByLabel("Passphrase").fill(passphrase);
  await tab.keyboard.press("Enter");
  await tab.getByRole("heading", { name: "My counts" }).waitFor();
  await page.clock.fastForward(11_000);
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await figure(page, "votes.77121").inputValue(), "16");
  await fill(page, sheet);
  await send(page);
  await accepted(page, "sheet");
}));

test("signed out by an administrator: the open page says so at once, and keeps its form", journey(async ({ desk: start, visitor, note }) => {
  const { desk, page } = await typing(start, visitor);
  const admin = await visitor();
  await signIn(admin, desk, "administrator");
  await admin.getByRole("link", { name: "Officers" }).click();
  await admin.getByRole("link", { name: "officer-1" }).click();
  await admin.getByRole("button", { name: "Sign out everywhere" }).click();
  const began = performance.now();
  await page.getByText("You were signed out.").waitFor();
  note(`said ${Math.round(performance.now() - began)} ms after the administrator's click was answered`);
  await page.keyboard.type("61");
  assert.equal(await figure(page, "votes.77121").inputValue(), "1661");
}));

test("two people at one laptop: typed by one, confirmed by the other, by keys alone", journey(async ({ desk: start, visitor, note }) => {
  const desk = await start(), page = await visitor();
  await signIn(page, desk, "officer-1");
  await verify(page, desk);
  await pinHere(page, desk, "402913");
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByLabel("Name").fill("officer-2");
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.keyboard.press("Enter");
  await page.getByText("officer-2 ·").waitFor();
  await pinHere(page, desk, "770142");
  await page.goto(sheetAt(desk));
  await fill(page, sheet);
  await send(page);
  await accepted(page, "sheet");

  await page.goto(sheetAt(desk));
  let presses = 0;
  const press = async (key) => { presses++; await page.keyboard.press(key); };
  const before = (await page.context().cookies())[0].value;
  for (let i = 0; i < 40 && !/^Change person/.test(await focused(page)); i++) await press("Shift+Tab");
  await press("Enter");
  await page.getByLabel("PIN").waitFor();
  assert.equal(await focused(page), "pin");
  for (const digit of "402913") await press(digit);
  await press("Enter");
  await page.getByText("officer-1 ·").waitFor();
  await page.locator("[data-read]").first().waitFor();
  assert.notEqual((await page.context().cookies())[0].value, before, "the token changes with the person");
  const change = presses;
  await page.locator("[data-read]").first().focus();
  for (const _ of Object.keys(sheet)) await press("Enter");
  await press("Control+Enter");
  await accepted(page, "sheet");
  await page.getByText("The count sheet: stored.").waitFor();
  note(`changing person: ${change} key presses; with the sheet read and confirmed: ${presses}`);
}));

async function pinHere(page, desk, pin) {
  await page.goto(`${desk.url}/desk/people`);
  await page.getByLabel("PIN of six digits").fill(pin);
  await page.getByLabel("The same again").fill(pin);
  await page.keyboard.press("Enter");
  await page.getByText("You have one.").waitFor();
}
