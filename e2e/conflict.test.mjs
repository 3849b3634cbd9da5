// What officers see when a sheet is not taken. Whatever the reason, no digit is lost
// and the page says what to do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clerk, passphrase } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { accepted, confirm, contestAt, declareAll, enter, figure, fill, makeProvisional, people, publicAt, send, sheet, sheetAt, signIn, stand, verify } from "./officer.mjs";

const misread = { ...sheet, "votes.1120": 24102, "votes.90828": 16891 }; // balances as well

test("of two officers at once the second compares, and replaces only on purpose", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 409/);
  const desk = await start();
  const [one, two] = await people(visitor, desk, "officer-1", "officer-2");
  await verify(one, desk);

  await two.goto(sheetAt(desk));
  await fill(two, misread);
  await enter(one, desk);
  await two.locator("[data-changed]").waitFor(); // the open sheet says so at once
  assert.deepEqual(await typed(two), strings(misread), "and touches no digit");
  await send(two);
  await two.getByText("Two sets of figures").waitFor();
  const line = (name) => two.locator("table.compare").getByRole("row", { name });
  assert.match(await line(/CORBYN, Jeremy/).innerText(), /24,120\s+24102\s+differs/);
  assert.match(await line(/KATES, Sheridan/).innerText(), /2,660\s+2660\s+same/);
  assert.equal(await two.getByRole("columnheader", { name: /officer-1/ }).count(), 1, "says whose figures stand");
  assert.deepEqual(await typed(two), strings(misread), "the second officer's digits are kept");
  await send(two);
  await accepted(two, "sheet");
  await confirm(one, desk);
  assert.match(await votes(one, desk), /24,102/, "sent on purpose, it replaces, with a second person");
}));

test("all findings stand beside their fields, and links lead to them", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 422/);
  const desk = await start();
  const page = await visitor();
  await signIn(page, desk, "officer-1");
  await verify(page, desk);
  await page.goto(sheetAt(desk));
  const wrong = { ...sheet, "votes.77121": "l661", "votes.117355": "", "rejected.uncertain": "9 9", rejected: 189 };
  const marked = ["votes.77121", "votes.117355", "rejected.uncertain"];
  await fill(page, wrong);
  await send(page);

  const summary = page.locator(".findings");
  await summary.waitFor();
  assert.deepEqual(await typed(page), strings(wrong), "every digit is kept");
  assert.deepEqual(await page.locator("input[aria-invalid]").evaluateAll((all) => all.map((input) => input.name)), marked);
  const links = await summary.getByRole("link").all();
  assert.equal(links.length, marked.length, "one link for each");
  for (const [i, link] of links.entries()) {
    await link.click();
    const field = figure(page, marked[i]);
    assert.ok(await field.evaluate((input) => input === document.activeElement), `the link leads to ${marked[i]}`);
    const beside = page.locator(`[id="${await field.getAttribute("aria-describedby")}"]`);
    assert.match(await beside.innerText(), /cannot be read|is missing/);
  }

  await fill(page, { ...sheet, "votes.77121": 1616 });
  await send(page);
  await summary.getByText("The sheet does not add up: 45 papers short").waitFor();
  assert.match(await summary.innerText(), /two digits typed in the wrong order/, "and where to look first");
}));

test("after the declaration a sheet is refused, and the page says why", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 409/);
  const desk = await start();
  const [page, two, boss] = await people(visitor, desk, "officer-1", "officer-2", clerk);
  await verify(page, desk);
  await stand(page, two, desk);
  await page.goto(sheetAt(desk));
  await fill(page, misread);
  await declareAll(boss, two, desk);

  await send(page);
  await page.getByText("Your figures, not stored").waitFor();
  assert.match(await page.locator("main").innerText(), /declared/i);
  assert.match(await page.locator("table.sheet").innerText(), /24102/, "what was typed can still be read");
  assert.equal(await page.locator("form[data-figures]").count(), 0, "nothing can be sent any more");
  assert.match(await votes(page, desk), /24,120/);
  await page.goto(contestAt(desk));
  assert.equal(await page.getByRole("link", { name: /Replace/ }).count(), 0);
}));

test("coming back to a refused move asks for the count and sends nothing again", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 422/);
  const desk = await start();
  const [one, two, page] = await people(visitor, desk, "officer-1", "officer-2", clerk);
  await verify(one, desk);
  await stand(one, two, desk);
  await page.goto(contestAt(desk));
  await page.getByRole("button", { name: "Make provisional" }).click();
  await page.locator(".findings").getByText("Say on whose authority").waitFor();
  await makeProvisional(page);

  await page.goBack();
  await page.getByRole("link", { name: "Consult those present" }).first().waitFor();
  assert.equal(page.url(), contestAt(desk));
}));

test("a session that ended while somebody typed costs no digit", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 401/);
  const desk = await start();
  const [page, two] = await people(visitor, desk, "officer-1", "officer-2");
  await verify(page, desk);
  await page.goto(sheetAt(desk));
  await fill(page, sheet);
  await page.context().clearCookies();
  await send(page);

  await page.getByText("You were signed out").waitFor();
  await page.getByLabel("Name").fill("officer-1");
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("NOT SENT", { exact: false }).first().waitFor();
  assert.deepEqual(await typed(page), strings(sheet), "every digit came back");
  await send(page);
  await accepted(page, "sheet");
  await confirm(two, desk);
  assert.match(await votes(page, desk), /24,120/);
}));

const strings = (figures) => Object.fromEntries(Object.entries({ code: "", rejected: "", ...figures }).map(([name, value]) => [name, String(value)]).sort());

// typed is what stands in the fields of a form.
const typed = async (page) => Object.fromEntries((await page.locator("input[data-part]")
  .evaluateAll((all) => all.map((input) => [input.name, input.value]))).sort());

// votes is what the public sees of Jeremy Corbyn's.
async function votes(page, desk) {
  const reader = await page.context().newPage();
  await reader.goto(publicAt(desk));
  const row = await reader.locator('[data-key="1120"]').innerText();
  await reader.close();
  return row;
}
