// The main journey: an officer types a real count, and everybody who watches sees
// the result, each in the way that they watch.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { clerk } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { accepted, confirm, contest, contestAt, declare, makeProvisional, makeReady, papersAt, publicAt, readBack, send, sheetAt, tickerAt } from "./officer.mjs";

const result = {
  "Jeremy Corbyn": ["24,120", "49.2%", "n/a"],
  "Praful Nargund": ["16,873", "34.4%", "−29.9"],
  "Sheridan Kates": ["2,660", "5.4%", "−2.6"],
};

test("a count typed from the card is declared before every kind of watcher", journey(async ({ demo, browser, visitor, later }) => {
  const desk = await demo();
  const card = readCard(desk.card);
  assert.equal(card.papers, "49,195");

  const watcher = await visitor({ browser: await browser() });
  await watcher.goto(publicAt(desk));
  await watcher.locator('#status[data-state="live"]').waitFor();
  const plain = await visitor({ javaScriptEnabled: false });
  await plain.goto(publicAt(desk));
  const reader = await visitor();
  const ticker = await framed(reader, desk, later);
  for (const page of [watcher, ticker]) await page.evaluate(() => { window.sameDocument = true; });

  const officer = await visitor();
  await officer.goto(`${desk.url}/desk/`);
  await officer.getByRole("button", { name: "Continue as officer-1" }).click();
  await officer.goto(papersAt(desk));
  await officer.getByLabel("Total of the verification statement").fill(card.papers);
  await send(officer);
  await accepted(officer, "papers");
  await officer.goto(sheetAt(desk));
  for (const [line, typed] of card.sheet) await officer.getByRole("row", { name: line }).getByRole("textbox").fill(typed);
  await officer.getByText("✓ Adds up").waitFor();
  await send(officer);
  await accepted(officer, "sheet");
  const as = async (name) => {
    await officer.getByRole("button", { name }).click();
    await officer.getByText(`${name} ·`).waitFor();
  };
  await officer.goto(contestAt(desk));
  await as("officer-2");
  assert.equal(await watcher.getByRole("cell", { name: "24,120" }).count(), 0, "a sheet without a second person is not counted");
  await confirm(officer, desk);

  for (const page of [watcher, ticker]) {
    await row(page, "Jeremy Corbyn").getByRole("cell", { name: "24,120" }).waitFor();
    await page.getByText("this is not a declared result").waitFor();
    assert.deepEqual(await cells(page, "Jeremy Corbyn"), ["24,120", "49.2%"], "a partial count has no change");
    assert.doesNotMatch(await shown(page), /Majority|gain|lost deposit/, "a partial count has no outcome");
  }

  await as(clerk);
  await officer.goto(contestAt(desk));
  await makeProvisional(officer);
  await makeReady(officer, desk);
  await as("officer-2");
  await readBack(officer, desk);
  await as(clerk);
  await declare(officer, desk);

  for (const page of [watcher, ticker]) {
    await page.getByText("Independent gain from Labour").first().waitFor();
    assert.ok(await page.evaluate(() => window.sameDocument), "changed in place");
  }
  await plain.reload();
  for (const page of [watcher, plain, ticker]) await isDeclared(page);
  for (const page of [watcher, plain]) {
    assert.equal(await page.locator("tbody[data-rows] tr:visible").count(), 7);
    assert.equal(await page.getByText("lost deposit").filter({ visible: true }).count(), 4);
  }
  assert.equal(await plain.locator('meta[http-equiv="refresh"]').getAttribute("content"), "60");
}));

// isDeclared asserts what a person can see of the declared result.
async function isDeclared(page) {
  await page.locator("tbody[data-rows] tr:first-child").filter({ hasText: "Jeremy Corbyn" }).waitFor(); // rows change places after a pause
  for (const [name, figures] of Object.entries(result)) {
    const [votes, share, change] = await cells(page, name);
    assert.deepEqual([votes, share, change.split(":")[0].trim()], figures, name);
  }
  const words = await shown(page);
  assert.match(words, /Independent gain from Labour/);
  assert.match(words, /Majority\D+7,247\s+14\.8%/);
  assert.match(words, /Turnout\D+67\.5%\s+−4\.1/);
  assert.doesNotMatch(words, /not a declared result/);
}

const row = (page, name) => page.locator("tbody[data-rows]").getByRole("row").filter({ hasText: name });
const cells = async (page, name) => (await row(page, name).getByRole("cell").allInnerTexts()).map((text) => text.trim());
const shown = (page) => page.locator("#live").innerText();

// framed puts the ticker into the page of another site, by the markup that the desk
// offers for that, and gives its frame.
async function framed(page, desk, later) {
  const html = `<!doctype html><html lang="en"><title>News</title><h1>News</h1><iframe id="ticker" width="480" height="430" title="Result"
    src="${tickerAt(desk)}" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  const site = createServer((request, response) => response.setHeader("content-type", "text/html").end(html)).listen(0, "localhost");
  await new Promise((resolve) => site.once("listening", resolve));
  later(() => site.close());
  await page.goto(`http://localhost:${site.address().port}/`);
  const frame = page.frame({ url: new RegExp(contest) });
  await frame.locator('#status[data-state="live"]').waitFor();
  assert.equal(await frame.evaluate(() => self.origin), "null", "the frame has no origin of its own");
  return frame;
}

// readCard reads the figures to type, as a newcomer does.
function readCard(card) {
  const papers = card.match(/verified papers of Islington North:\s+([\d,]+)/)[1];
  const lines = card.split("the count sheet:")[1].split("\n\n")[0].trim().split("\n");
  return { papers, sheet: lines.map((line) => line.match(/^\s*(?:\d+ +)?(\S.*?) {2,}([\d,]+)$/).slice(1)) };
}
