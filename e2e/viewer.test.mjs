// A night as its viewers follow it: with keys alone, without scripts, and in Welsh.
import assert from "node:assert/strict";
import { test } from "node:test";
import { country, hasCountry } from "./country.mjs";
import { journey } from "./journey.mjs";
import { papers, people, publicAt, verify } from "./officer.mjs";

const skip = !hasCountry && "the real data is not there";

// focus is what has the focus, in words, and whether a reader sees that it has.
const focus = (page) => page.evaluate(() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const ringed = style.outlineStyle !== "none" || e.closest("svg")?.querySelector(".ring") !== null;
  return {
    words: e.querySelector("title")?.textContent ?? (e.labels?.[0]?.textContent || e.textContent).trim(),
    seen: e.id === "live" || (ringed && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth),
  };
});

// tabTo presses Tab until something has the focus whose words begin so. On the way
// everything that has the focus must be seen to have it.
async function tabTo(page, words, most = 40) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    const at = await focus(page);
    assert.ok(at.seen, `“${at.words}” has the focus and nobody sees it`);
    if (at.words.startsWith(words)) return at.words;
  }
  throw new Error(`no Tab came to “${words}”`);
}

// One country is enough for both: nothing on it changes.
test("with keys alone, and without scripts", { skip }, journey(async ({ desk: start, visitor }) => {
  const desk = await start({ pack: country });
  await byKeys(desk, visitor);
  await withoutScripts(desk, visitor);
}));

// byKeys goes by skip link, filters, map, contest, history and search, and back.
async function byKeys(desk, visitor) {
  const page = await visitor({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${desk.url}/`);
  await tabTo(page, "Skip to the content", 1);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "live");
  await tabTo(page, "Region");
  await page.keyboard.type("Wales");
  assert.match(await page.locator("#map-shown").innerText(), /^Wales: 32 of 650 seats$/);
  await tabTo(page, "Skip the map", 3);
  await tabTo(page, "", 1); // a seat: the map is one stop
  await page.keyboard.press("End");
  assert.match((await focus(page)).words, /^Ynys Môn: /, "keys stay within the filter");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/contests/ynys-mon");

  await tabTo(page, "History");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Ynys Môn: every revision" }).waitFor();
  await tabTo(page, "The result");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/contests/ynys-mon");
  await tabTo(page, "Find a constituency");
  await page.keyboard.type("islington n");
  await page.getByRole("option", { name: /^Islington North/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/contests/islington-north");
  await page.goBack(); // Alt and the left arrow are the browser's own
  await page.waitForURL("**/contests/ynys-mon");
}

// withoutScripts goes by overview, filtered map, search, contest and history into Welsh.
async function withoutScripts(desk, visitor) {
  const page = await visitor({ javaScriptEnabled: false });
  const shows = (name) => page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.goto(`${desk.url}/`);
  await page.getByLabel("Region").selectOption("wales");
  await page.getByRole("button", { name: "Show" }).click();
  await shows("Wales: 32 of 650 seats");
  await page.getByRole("link", { name: "Show every seat" }).click();
  await page.getByLabel("Find a constituency or a candidate").fill("corbyn");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("link", { name: "Jeremy Corbyn" }).click();
  await shows(/^Islington North/);
  await page.getByRole("link", { name: "History" }).click();
  await shows(/^Islington North: every/);
  await page.getByRole("link", { name: "Cymraeg" }).click();
  await shows(/^Islington North: pob/);
  await page.getByRole("link", { name: "Y canlyniad" }).click();
  await page.waitForURL("**/cy/contests/islington-north");
  await page.getByRole("link", { name: "Trosolwg" }).click();
  await page.waitForURL("**/cy/");
  assert.equal(await page.locator("#seats a").count(), 650);
}

test("a Welsh page that is open stays Welsh when the desk sends what is new", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const watcher = await visitor();
  await watcher.goto(publicAt(desk).replace("/contests", "/cy/contests"));
  await watcher.locator("#status[data-state=live]").waitFor();
  await watcher.evaluate(() => { window.same = true; });
  const [one] = await people(visitor, desk, "officer-1");
  await verify(one, desk);
  const figure = papers.toLocaleString("en");
  await watcher.locator("#live").filter({ hasText: figure }).waitFor();
  const fresh = await visitor({ javaScriptEnabled: false });
  await fresh.goto(watcher.url());
  const words = (page) => page.locator("#live").innerText();
  await watcher.waitForTimeout(1_800); // rows have changed places
  assert.equal(await words(watcher), await words(fresh));
  assert.ok(await watcher.evaluate(() => window.same && document.documentElement.lang === "cy"), "the same document");
  assert.match(await words(watcher), /Dilyswyd/);
}));
