// An editor's note: written by keyboard without script, on open pages without a reload,
// edited, withdrawn, and still in the history.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "./journey.mjs";
import { editor as joins, write } from "./noting.mjs";
import { contestAt, publicAt, signIn } from "./officer.mjs";

const first = "Counting began late.\nTwo boxes were held up <b>on the road</b>.";

test("a note is on open pages without a reload, edited, and gone when it is withdrawn", journey(async ({ desk: start, visitor }) => {
  const desk = await start({ also: [joins] });
  const watchers = [];
  for (const address of [publicAt(desk), `${desk.url}/`, `${desk.url}/cy/`]) {
    const page = await visitor({ viewport: { width: 320, height: 640 } });
    await page.goto(address);
    await page.locator("#status[data-state=live]").waitFor();
    await page.evaluate(() => { window.same = true; });
    watchers.push(page);
  }
  const [contest, ...overview] = watchers;
  const editor = await visitor({ javaScriptEnabled: false });
  await signIn(editor, desk, "editor-1");
  assert.equal(await editor.getByRole("link", { name: "My counts" }).count(), 0, "an editor has no counts");

  await editor.getByLabel("Where").selectOption({ label: "Islington North" });
  await editor.getByLabel("Where").press("Tab");
  await editor.keyboard.press("Enter");
  await write(editor, first);
  await sees(contest, "Two boxes were held up <b>on the road</b>.");
  for (const page of overview) assert.equal(await page.locator("#editors-notes").count(), 0, "it is of the contest alone");

  await editor.getByRole("link", { name: /^Edit the note of/ }).click();
  assert.equal(await editor.getByLabel("Note").inputValue(), first);
  await write(editor, "Counting began at 00:40.");
  await sees(contest, "Counting began at 00:40.");
  assert.equal(await contest.getByText("held up").count(), 0, "the note before it is gone");

  await editor.goto(`${desk.url}/desk/overview/editors-notes`);
  await write(editor, "First results from 23:00.");
  for (const page of overview) await sees(page, "First results from 23:00.");
  for (const page of watchers) assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it fits a small telephone");

  await editor.goto(`${contestAt(desk)}/editors-notes`);
  await editor.getByRole("link", { name: /^Withdraw the note of/ }).click();
  await editor.getByLabel("Reason").fill("It was another hall.");
  await editor.getByRole("button", { name: "Withdraw it" }).click();
  await editor.getByText("The note is withdrawn.").waitFor();
  await contest.locator("#editors-notes").waitFor({ state: "detached" });
  for (const words of ["Two boxes were held up", "Counting began at 00:40.", "It was another hall."]) await editor.getByText(words).waitFor();
  for (const page of watchers) assert.ok(await page.evaluate(() => window.same), "in the same document");
}));

const sees = (page, words) => page.locator("#editors-notes").getByText(words).waitFor();
