// Nothing typed is ever lost: what an officer types comes back with every keystroke
// after a cut line, a killed desk, a closed page and an ended session, to that officer
// and to nobody else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { passphrase } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { accepted, confirm, figure, fill, send, sheet, sheetAt, signIn, verify } from "./officer.mjs";

const half = Object.fromEntries(Object.entries(sheet).slice(0, 5));
const state = (page) => page.locator("[data-state]");
const says = (page, text) => state(page).filter({ hasText: text }).waitFor();

async function holds(page, figures) {
  for (const [name, value] of Object.entries(figures)) assert.equal(await figure(page, name).inputValue(), String(value), name);
}

async function ready({ desk, visitor }) {
  const at = await desk(), page = await visitor();
  await signIn(page, at, "officer-1");
  await verify(page, at);
  await page.goto(sheetAt(at));
  return { at, page };
}

const copies = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("desk.draft.")).length);

test("a draft is resumed on another device, and is gone when it is sent", journey(async (people) => {
  const { at, page } = await ready(people);
  await fill(page, half);
  await says(page, /NOT SENT · Draft saved \d\d:\d\d/);
  await page.close();

  const other = await people.visitor();
  await signIn(other, at, "officer-1");
  await other.goto(sheetAt(at));
  await other.getByText(/Draft of \d\d:\d\d resumed\. NOT SENT\./).waitFor();
  await holds(other, half);
  const second = await people.visitor();
  await signIn(second, at, "officer-2");
  await second.goto(sheetAt(at));
  assert.equal(await figure(second, "votes.1120").inputValue(), "");

  await fill(other, sheet);
  await send(other);
  await accepted(other, "sheet");
  assert.equal(await copies(other), 0);
  await other.goto(sheetAt(at));
  assert.equal(await other.getByText("Discard draft").count(), 0);
}));

test("with the line cut every keystroke stays on the device, and is saved when it is back", journey(async (people) => {
  const { at, page } = await ready(people);
  people.allow(/ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
  await fill(page, half);
  await says(page, "saved on this device only: no network");
  await page.context().setOffline(false);
  await says(page, "Draft saved");

  await page.context().setOffline(true);
  await figure(page, "votes.90828").fill("16873");
  await says(page, "no network");
  const context = page.context();
  await page.close(); // a crash: nothing more reaches the desk
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(sheetAt(at));
  await again.getByText(/resumed.*NOT SENT\./).first().waitFor();
  await holds(again, { ...half, "votes.90828": 16873 });
  await says(again, "Draft saved");
  await again.getByRole("button", { name: "Discard draft" }).click();
  await again.waitForFunction(() => document.querySelector('input[name="votes.1120"]')?.value === "");
  assert.equal(await copies(again), 0);
}));

test("a session that ends while somebody types costs nothing, and shows nothing to the next person", journey(async (people) => {
  const { at, page } = await ready(people);
  people.allow(/401/);
  await figure(page, "votes.77121").fill("1661");
  await says(page, "Draft saved");
  await page.context().clearCookies();
  await fill(page, half);
  await says(page, "saved on this device only: you were signed out");
  await page.getByRole("link", { name: "Sign in" }).click();

  await page.getByLabel("Name").fill("officer-2");
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Enter the count sheet" }).waitFor();
  assert.equal(await figure(page, "votes.1120").inputValue(), "", "officer-2 sees what officer-1 typed");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();

  await signIn(page, at, "officer-1");
  await page.goto(sheetAt(at));
  await page.getByText(/resumed.*NOT SENT\./).first().waitFor();
  await holds(page, half);
  await says(page, "Draft saved");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await copies(page), 0, "a copy is left on the device after signing out");
}));

test("without script a draft is offered, put in and discarded", journey(async (people) => {
  const { at, page } = await ready(people);
  await fill(page, half);
  await says(page, "Draft saved");
  const plain = await people.visitor({ javaScriptEnabled: false });
  await signIn(plain, at, "officer-1");
  await plain.goto(sheetAt(at));
  await holds(plain, half);
  await plain.getByRole("button", { name: "Discard draft" }).click();
  assert.equal(await figure(plain, "votes.1120").inputValue(), "");
}));

test("board and wall follow the count, also when the desk was away", journey(async (people) => {
  const { at, page } = await ready(people);
  people.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  const board = await people.visitor(), wall = await people.visitor();
  await wall.clock.install();
  await wall.goto(`${at.url}/desk/wall`);
  await wall.getByText("Islington North").waitFor();
  assert.deepEqual(await wall.context().cookies(), []);
  await signIn(board, at, "officer-2");
  await board.goto(`${at.url}/desk/board`);
  await fill(page, half);
  await board.getByText(/being typed by officer-1 for less than 1 min · 5 of 11 figures/).waitFor();

  await at.kill();
  await wall.clock.runFor(11_000);
  await wall.getByText(/NOT LIVE since/).waitFor();
  await at.start();
  await fill(page, sheet);
  await send(page);
  await accepted(page, "sheet");
  await confirm(board, at);
  await wall.clock.runFor(11_000);
  await wall.getByRole("row", { name: /Islington North Counting 1 of 1/ }).waitFor();
}));

test("a photograph is attached without leaving the sheet", journey(async (people) => {
  const { page } = await ready(people);
  people.allow(/422/);
  await fill(page, half);
  const picture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await page.getByLabel(/Add one/).setInputFiles({ name: "sheet.pdf", mimeType: "image/png", buffer: Buffer.from("%PDF-1.7") });
  await page.getByRole("button", { name: "Attach" }).click();
  await page.getByText("not a photograph that the desk can read").waitFor();
  await page.getByLabel(/Add one/).setInputFiles({ name: "sheet.png", mimeType: "image/png", buffer: picture });
  await page.getByRole("button", { name: "Attach" }).click();
  await page.getByRole("img", { name: /Photograph, officer-1/ }).waitFor();
  await holds(page, half);
}));
