// Somebody looks for their seat: by keys alone, by touch, without scripts, and faster
// than the answers come.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "./journey.mjs";

const field = (page) => page.getByRole("combobox", { name: "Find a constituency or a candidate" });
const options = (page) => page.getByRole("option");
const said = (page, words) => page.locator("form.find [role=status]").filter({ hasText: words }).waitFor({ state: "attached" });
const activeWords = (page) => page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.innerText ?? "");

test("a seat is found by keys alone", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const page = await visitor();
  await page.goto(`${desk.url}/`);
  for (let i = 0; i < 10 && await page.evaluate(() => document.activeElement.id) !== "find"; i++) await page.keyboard.press("Tab");
  await page.keyboard.type("ilsington");
  await said(page, "results for “ilsington”");
  assert.equal(await field(page).getAttribute("aria-expanded"), "true");
  assert.equal(await activeWords(page), "", "nothing is chosen before a key says so");
  await page.keyboard.press("ArrowDown");
  assert.match(await activeWords(page), /^Islington North/);
  await page.keyboard.press("ArrowUp");
  assert.equal(await activeWords(page), "", "before the first is the field");
  await page.keyboard.press("ArrowUp");
  const last = await options(page).count();
  assert.equal(await field(page).getAttribute("aria-activedescendant"), `find-option-${last - 1}`, "and before the field the last");
  await page.keyboard.press("Home");
  assert.equal(await activeWords(page), "", "Home moves in the field");
  await page.keyboard.press("Escape");
  assert.equal(await field(page).getAttribute("aria-expanded"), "false");
  assert.equal(await field(page).inputValue(), "ilsington", "the first Escape closes the list alone");
  await page.keyboard.press("ArrowDown");
  assert.match(await activeWords(page), /^Islington North/, "Down opens it again");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find", "the focus never leaves the field");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/contests/islington-north");

  await field(page).fill("corbin");
  await options(page).first().waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await field(page).getAttribute("aria-expanded"), "false", "Tab leaves and closes");
  await field(page).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Find your seat" }).waitFor();
  assert.ok(await page.getByRole("link", { name: "Jeremy Corbyn" }).isVisible(), "Enter without a choice gives the page");
}));

test("a seat is found by touch, and nothing on the page moves", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const page = await visitor({ hasTouch: true, isMobile: true, viewport: { width: 320, height: 640 } });
  await page.goto(`${desk.url}/`);
  await page.locator("[data-state=live]").waitFor();
  await page.evaluate(() => {
    window.moved = 0;
    new PerformanceObserver((list) => { for (const e of list.getEntries()) window.moved += e.value; }).observe({ type: "layout-shift" });
  });
  await field(page).tap();
  await page.keyboard.type("isl");
  await options(page).first().waitFor();
  assert.equal(await page.evaluate(() => window.moved), 0);
  for (const box of await Promise.all((await options(page).all()).map((o) => o.boundingBox()))) assert.ok(box.height >= 44 && box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box));
  await options(page).filter({ hasText: "Islington North" }).first().tap();
  await page.waitForURL("**/contests/islington-north");
}));

test("the latest answer wins", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const page = await visitor();
  let release, arrived;
  const held = new Promise((resolve) => release = resolve), late = new Promise((resolve) => arrived = resolve);
  await page.route(/find\.json\?q=corbyn/, async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response }).catch(() => {}); // a page that gave it up
    arrived();
  });
  await page.goto(`${desk.url}/`);
  await field(page).fill("corbyn");
  await page.waitForRequest(/find\.json\?q=corbyn/);
  await field(page).fill("nargund");
  await options(page).filter({ hasText: "Praful Nargund" }).waitFor();
  release();
  await late;
  await page.evaluate(() => fetch("/api/v1/overview.json").then((r) => r.text())); // and has been read
  await field(page).press("End");
  assert.equal(await options(page).filter({ hasText: "Corbyn" }).count(), 0);
  await field(page).fill("n");
  await page.waitForFunction(() => document.querySelector(".options").hidden);
}));

test("a seat is found without scripts, in both languages", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto(`${desk.url}/`);
  await page.getByLabel("Find a constituency or a candidate").fill("nargund");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByText("1 result for “nargund”").waitFor();
  await page.getByRole("link", { name: "Cymraeg" }).click();
  await page.getByText("1 canlyniad ar gyfer “nargund”").waitFor();
  await page.getByLabel("Chwilio am etholaeth neu ymgeisydd").fill("zzzz");
  await page.getByRole("button", { name: "Chwilio" }).click();
  await page.getByText("Dim canlyniadau ar gyfer “zzzz”").waitFor();
  await page.getByLabel("Chwilio am etholaeth neu ymgeisydd").fill("e14001305");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/cy/contests/islington-north");
}));
