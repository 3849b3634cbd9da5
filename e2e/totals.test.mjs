// What is typed once more is typed as a sheet is: by keys, and kept.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "./journey.mjs";
import { accepted, contestAt, fill, figure, send, sheet, sheetAt, signIn, verify } from "./officer.mjs";

const state = (page) => page.locator("[data-state]").textContent();
const focused = (page) => page.evaluate(() => document.activeElement.name);

test("totals are typed by keys alone and come back after a reload", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const one = await visitor(), two = await visitor();
  await signIn(one, desk, "officer-1");
  await verify(one, desk);
  await one.goto(sheetAt(desk));
  await fill(one, sheet);
  await send(one);
  await accepted(one, "sheet");
  await signIn(two, desk, "officer-2");
  await two.goto(sheetAt(desk));
  for (let i = 0; i < 12; i++) await two.keyboard.press("Enter");
  await accepted(two, "sheet");

  await two.goto(`${contestAt(desk)}/totals`);
  const [first, ...rest] = Object.keys(sheet);
  assert.equal(await focused(two), first, "the first figure has the focus");
  await two.keyboard.type(String(sheet[first]));
  await two.keyboard.press("Enter");
  await two.keyboard.press("ArrowUp");
  assert.equal(await focused(two), first, "Up goes back");
  await two.getByText("NOT SENT · Draft saved").waitFor();
  await two.reload();
  await two.getByText("resumed. NOT SENT.").waitFor();
  assert.equal(await figure(two, first).inputValue(), String(sheet[first]));
  for (const name of rest) {
    assert.equal(await focused(two), name);
    await two.keyboard.type(String(sheet[name]));
    await two.keyboard.press("ArrowDown");
  }
  assert.match(await state(two), /NOT SENT/);
  await two.keyboard.press("Control+Enter");
  await accepted(two, "rekeyed");
  await two.getByText("The totals typed blind agree with the desk.").waitFor();
}));
