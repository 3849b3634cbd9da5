// A second person at the desk, by keys alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "./journey.mjs";
import { accepted, figure, sheet, sheetAt, signIn, verify } from "./officer.mjs";

const state = (page) => page.locator("[data-state]").textContent();
const focused = (page) => page.evaluate(() => document.activeElement.name || document.activeElement.tagName);

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

test("a sheet is typed by one officer and read by another, by keys alone", journey(async ({ desk: start, visitor, note, allow }) => {
  allow(/422/); // what was refused
  const desk = await start();
  const one = await visitor(), two = await visitor();
  await signIn(one, desk, "officer-1");
  await verify(one, desk);
  await one.goto(sheetAt(desk));
  let presses = 0, began = performance.now();
  for (const [name, value] of Object.entries(sheet)) {
    assert.equal(await focused(one), name);
    await one.keyboard.type(name === "votes.77121" ? "66x25+11" : String(value));
    await one.keyboard.press("Enter");
    presses++;
  }
  assert.equal(await one.locator("[data-worked]").first().textContent(), "66 × 25 + 11 = 1,661");
  assert.match(await one.locator("[data-verdict]").textContent(), /Adds up/);
  await one.keyboard.press("Control+Enter");
  presses++;
  await accepted(one, "sheet");
  assert.match(await state(one), /Waiting for a second person/);
  const typing = performance.now() - began;

  await signIn(two, desk, "officer-2");
  await two.goto(sheetAt(desk));
  began = performance.now();
  assert.match(await state(two), /0 of 11 read/);
  await two.keyboard.press("Control+Enter"); // nothing is read yet
  await two.getByText("AGGARWAL, Vikas: not ticked.").first().waitFor();
  await two.locator("[data-read]").first().focus();
  const keys = [" ", "Enter", "ArrowDown"];
  for (let i = 0; i < 11; i++) await two.keyboard.press(keys[i % 3]);
  assert.match(await state(two), /All read, not confirmed/);
  await two.keyboard.press("Enter");
  await accepted(two, "sheet");
  note(`a sheet of 7 candidates and 4 reasons for rejection: ${presses} key presses beyond the digits to enter it, 12 to confirm it`);
  note(`keyboard only, by a machine's fingers: entered in ${seconds(typing)}, read and confirmed in ${seconds(performance.now() - began)}`);
}));

test("answers to warnings go when a figure changes", journey(async ({ desk: start, visitor, allow }) => {
  allow(/422/);
  const desk = await start();
  const one = await visitor(), two = await visitor();
  await signIn(one, desk, "officer-1");
  await verify(one, desk);
  await one.goto(sheetAt(desk));
  for (const [name, value] of Object.entries(sheet)) await figure(one, name).fill(String(value));
  await one.keyboard.press("Control+Enter");
  await accepted(one, "sheet");
  await signIn(two, desk, "officer-2");
  await two.goto(sheetAt(desk));
  await two.locator("[data-read]").first().focus(); // the page gives it the focus once it is drawn
  for (let i = 0; i < 12; i++) await two.keyboard.press("Enter");
  await accepted(two, "sheet");

  await one.goto(sheetAt(desk));
  await figure(one, "votes.1120").fill("24119");
  await figure(one, "votes.77121").fill("1662");
  await one.keyboard.press("Control+Enter");
  await one.getByLabel("I looked at the paper").check();
  await one.getByLabel("Why it is right all the same").fill("counted again");
  await figure(one, "votes.77121").fill("1661");
  assert.equal(await one.getByLabel("I looked at the paper").isChecked(), false);
  assert.equal(await one.getByLabel("Why it is right all the same").inputValue(), "");
}));
