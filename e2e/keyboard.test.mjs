// A count officer has the paper in one hand: the whole sheet goes in by keys alone,
// and however a form is sent, it counts once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { passphrase } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { accepted, figure, fill, papers, send, sheet, sheetAt, signIn, verify } from "./officer.mjs";

test("a sheet is completed by keys alone, from sign-in on", journey(async ({ desk: start, visitor, note }) => {
  const desk = await start();
  const page = await visitor();
  let presses = 0;
  const began = performance.now();
  const press = (key) => { presses++; return page.keyboard.press(key); };
  const tabTo = async (words) => {
    for (let i = 0; i < 20; i++) {
      await press("Tab");
      if (words.test(await page.evaluate(() => document.activeElement.textContent))) return;
    }
    assert.fail(`no way to ${words} by Tab`);
  };

  await page.goto(`${desk.url}/desk/sign-in`);
  await page.keyboard.type("officer-1");
  await press("Tab");
  await page.keyboard.type(passphrase);
  await press("Enter");
  await page.getByRole("heading", { name: "My counts" }).waitFor();
  await tabTo(/Enter verified papers, Islington North/);
  await press("Enter");

  await figure(page, "papers").waitFor();
  assert.equal(await focused(page), "papers");
  await page.keyboard.type(String(papers));
  await press("Control+Enter");
  await accepted(page, "papers");
  await tabTo(/sheet/);
  await press("Enter");

  const names = Object.keys(sheet);
  await figure(page, names[0]).waitFor();
  assert.equal(await focused(page), names[0], "the first figure has the focus");
  for (const [i, name] of names.entries()) {
    await page.keyboard.type(String(sheet[name]));
    if (i < names.length - 1) await press(i % 2 ? "Enter" : "ArrowDown");
  }
  assert.equal(await focused(page), names.at(-1));
  await page.getByText("✓ Adds up").waitFor();
  await press("Control+Enter");
  await accepted(page, "sheet");
  note(`from the sign-in page to the stored sheet: ${presses} key presses beyond what is typed, ${((performance.now() - began) / 1000).toFixed(1)} s`);
}));

test("keys move between figures and never change one", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const page = await visitor();
  await signIn(page, desk, "officer-1");
  await verify(page, desk);
  await page.goto(sheetAt(desk));
  const [first, second] = Object.keys(sheet);

  await page.keyboard.type("17");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), second, "Enter goes on");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), first, "Up goes back");
  for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), "code", "there is nothing before the sheet's code");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("18");
  assert.equal(await figure(page, first).inputValue(), "18", "a figure that gets the focus is selected: typing replaces it");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), second, "Down goes on");
  await figure(page, first).click();
  await page.keyboard.type("19");
  assert.equal(await figure(page, first).inputValue(), "19", "also by a click");

  await figure(page, first).hover();
  await page.mouse.wheel(0, 300);
  await page.waitForFunction(() => scrollY > 0);
  assert.equal(await figure(page, first).inputValue(), "19", "the wheel scrolls and changes nothing");
}));

test("a sheet that is sent twice, by back or after a reload counts once", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const page = await visitor();
  await signIn(page, desk, "officer-1");
  await verify(page, desk);
  const acts = [];
  const stored = async () => {
    await accepted(page, "sheet");
    acts.push(Number(new URL(page.url()).searchParams.get("seq")));
  };

  await page.goto(sheetAt(desk));
  await fill(page, sheet);
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+Enter");
  await stored();
  await page.reload();
  await stored();

  await page.goBack();
  await page.getByText("Waiting for a second person").first().waitFor();
  assert.equal(await page.locator("form[data-figures]").count(), 0, "back asks for the sheet as it stands, and offers nothing to send again");
  await page.goForward();
  await stored();
  assert.deepEqual(new Set(acts).size, 1, `acts ${acts}`);

  // The ledger numbers every act: the next one shows that none went in unseen.
  await page.goto(sheetAt(desk));
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByText("They are not with the desk any more").waitFor();
  await fill(page, { "votes.1120": 24119, "votes.90828": 16874 });
  await send(page);
  await stored();
  assert.equal(acts.at(-1), acts[0] + 2, "taken back and sent again: two acts");
}));

const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("name"));
