// The board and the wall screen follow the desk by asking again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clerk } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { people, verify } from "./officer.mjs";

test("a board follows the count, and says when it no longer does", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const [officer, board] = await people(visitor, desk, "officer-1", clerk);
  await board.goto(`${desk.url}/desk/board`);
  await board.evaluate(() => { window.same = true; });
  const shown = () => board.locator("[data-refresh]").innerText();
  const before = await shown();
  await verify(officer, desk);
  await board.waitForFunction((text) => document.querySelector("[data-refresh]").innerText !== text, before);
  assert.match(await shown(), /verified/i);
  const other = await board.context().newPage();
  await other.goto(`${desk.url}/desk/`);
  await other.getByRole("button", { name: "Sign out" }).click();
  await board.getByText("NOT LIVE: you were signed out.").waitFor();
  assert.ok(await board.evaluate(() => window.same), "the page was loaded anew");
}));
