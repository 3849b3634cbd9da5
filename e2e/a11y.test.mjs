// Every page and state, light and dark: no violation that axe can find, and nothing to
// scroll sideways on the narrowest screen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { clerk, openPack } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { countPartly, neighbour, neighbourAt, neighbourTickerAt } from "./neighbour.mjs";
import { contestAt, declare, enter, fill, makeProvisional, makeReady, papersAt, publicAt, send, sheet, sheetAt, signIn, tickerAt, verify } from "./officer.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Without motion no colour is measured on its way to another.
const still = { reducedMotion: "reduce", viewport: { width: 1280, height: 900 } };

test("the officers' pages", journey(async ({ desk: start, visitor, allow, note }) => {
  allow(/status of 4(01|04|09|22)/);
  const desk = await start();
  const look = inspector(note);
  const page = await visitor(still), second = await visitor(still), boss = await visitor(still);

  await page.goto(`${desk.url}/desk/sign-in`);
  await look(page, "signed out");
  await page.getByLabel("Name").fill("officer-1");
  await page.getByLabel("Passphrase").fill("wrong");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("Name or passphrase is wrong").waitFor();
  await look(page, "wrong passphrase");
  await signIn(page, desk, "officer-1");
  await look(page, "my counts");
  await page.goto(`${desk.url}/desk/nothing-here`);
  await look(page, "not found");
  await page.goto(papersAt(desk));
  await look(page, "papers, one total");
  await page.goto(`${desk.url}/desk/contests/${neighbour}/papers`);
  await look(page, "papers, many boxes");
  await page.goto(sheetAt(desk));
  await look(page, "sheet before the papers");

  await verify(page, desk);
  await look(page, "papers stored");
  await page.goto(sheetAt(desk));
  await look(page, "empty sheet");
  await fill(page, { ...sheet, "votes.77121": "l661", "votes.1120": "" });
  await send(page);
  await page.locator(".findings").waitFor();
  await look(page, "sheet with findings");
  await page.goto(sheetAt(desk));
  await page.getByText("Discard draft").waitFor();
  await look(page, "sheet with a draft resumed");
  await page.goto(`${desk.url}/desk/board`);
  await look(page, "board");
  await page.goto(`${desk.url}/desk/wall`);
  await look(page, "wall screen");
  await page.goto(`${desk.url}/desk/invitation/nowhere`);
  await look(page, "invitation unknown");
  await signIn(second, desk, "officer-2");
  await second.goto(sheetAt(desk));
  await enter(page, desk);
  await look(page, "sheet stored");
  await fill(second, { ...sheet, "votes.1120": 24102, "votes.90828": 16891 });
  await send(second);
  await second.getByText("Two sets of figures").waitFor();
  await look(second, "conflict");
  await second.context().clearCookies();
  await send(second);
  await second.getByText("You were signed out").waitFor();
  await look(second, "signed out while typing");

  await signIn(boss, desk, clerk);
  await boss.goto(contestAt(desk));
  await look(boss, "complete");
  await makeProvisional(boss);
  await look(boss, "provisional");
  await makeReady(boss);
  await look(boss, "ready");
  await boss.getByRole("link", { name: "Declare the result" }).click();
  await look(boss, "declaration");
  await boss.goBack();
  await declare(boss);
  await look(boss, "declared");
  await page.goto(sheetAt(desk));
  await look(page, "sheet after the declaration");
  look.clean();
}));

test("the public pages", journey(async ({ desk: start, visitor, allow, note }) => {
  allow(/status of 404/);
  const desk = await start();
  const look = inspector(note);
  const page = await visitor(still), officer = await visitor(still);
  const visit = async (address, state) => {
    await page.goto(address);
    await look(page, state);
  };

  await visit(publicAt(desk), "awaiting");
  await visit(tickerAt(desk), "ticker, awaiting");
  await visit(`${desk.url}/contests/nowhere`, "not found");
  await signIn(officer, desk, "officer-1");
  await countPartly(officer, desk, 2);
  await visit(neighbourAt(desk), "partial");
  await visit(neighbourTickerAt(desk), "ticker, partial");
  await verify(officer, desk);
  await enter(officer, desk);
  await officer.context().clearCookies();
  await signIn(officer, desk, clerk);
  await officer.goto(contestAt(desk));
  await makeProvisional(officer);
  await visit(publicAt(desk), "provisional");
  await makeReady(officer);
  await declare(officer);
  await visit(publicAt(desk), "declared");
  await page.locator("summary", { hasText: "by reason" }).click();
  await page.getByText("Embed this result").click();
  await look(page, "declared, everything open");
  await visit(tickerAt(desk), "ticker, declared");
  await visit(`${desk.url}/`, "overview");
  await visit(`${desk.url}/contests`, "all contests");

  await page.clock.install();
  await page.routeWebSocket(/\/live/, () => {});
  for (const [address, state] of [[publicAt(desk), "stale"], [tickerAt(desk), "ticker, stale"]]) {
    await page.goto(address);
    await page.clock.fastForward(12_000);
    await page.locator('[data-state="stale"]').waitFor();
    await look(page, state);
  }
  look.clean();
}));

test("the public pages before the poll has closed", journey(async ({ desk: start, visitor, note }) => {
  const desk = await start({ pack: openPack });
  const look = inspector(note);
  const page = await visitor(still);
  for (const [address, state] of [[publicAt(desk), "scheduled"], [tickerAt(desk), "ticker, scheduled"], [`${desk.url}/`, "overview, scheduled"]]) {
    await page.goto(address);
    await look(page, state);
  }
  look.clean();
}));

// inspector looks at one page after another, in light and dark, and at its width on a
// narrow screen. It is clean when nothing was wrong with any.
function inspector(note) {
  const wrong = [];
  let states = 0;
  const look = async (page, state) => {
    states++;
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      for (const { id, nodes } of await violations(page)) wrong.push(`${state}, ${colorScheme}: ${id}: ${nodes.map((node) => node.target.join(" ")).join("; ")}`);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) wrong.push(`${state}: ${width} px wide on a screen of 320`);
    await page.setViewportSize(still.viewport);
  };
  look.clean = () => {
    note(`${states} states, each light, dark and 320 px wide`);
    assert.deepEqual(wrong, []);
  };
  return look;
}

// violations runs axe beside the page, whose own policy stays as it is.
async function violations(page) {
  if (!await page.evaluate(() => "axe" in window)) await page.evaluate(axe);
  return page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"] })).violations);
}
