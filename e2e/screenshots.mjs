// Takes a picture of every page and state at three widths, light and dark, to be looked
// at by people: node e2e/screenshots.mjs OUTDIR [DOCDIR]. With DOCDIR also the README's
// own, from the demo.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./browser.mjs";
import { clerk, closedPack, openPack, startDemo, startDesk } from "./desk.mjs";
import { longBallot, longPack, longSheet } from "./longballot.mjs";
import { countPartly, neighbour, neighbourAt, neighbourTickerAt } from "./neighbour.mjs";
import { accepted, contestAt, declare, enter, figure, fill, makeProvisional, makeReady, papers, papersAt, publicAt, send, sheet, sheetAt, signIn, tickerAt, verify } from "./officer.mjs";

const widths = [320, 390, 1280], schemes = ["light", "dark"];
const [out, docs] = process.argv.slice(2);
if (!out) {
  console.error("usage: node e2e/screenshots.mjs OUTDIR [DOCDIR]");
  process.exit(2);
}
mkdirSync(out, { recursive: true });

const browser = await launch();
try {
  await withDesk(openPack, scheduled);
  await withDesk(closedPack, night);
  await withDesk(longPack, long);
  if (docs) await readme();
} finally {
  await browser.close();
}

async function withDesk(pack, take) {
  const desk = await startDesk({ pack });
  try {
    await take(desk);
  } finally {
    await desk.stop();
  }
}

async function scheduled(desk) {
  const page = await visitor();
  await visit(page, publicAt(desk), "contest-scheduled");
  await visit(page, `${desk.url}/`, "overview-scheduled");
}

// night takes the pictures of one count in the order in which it happens.
async function night(desk) {
  const page = await visitor(), one = await visitor(), two = await visitor(), boss = await visitor();
  await visit(one, `${desk.url}/desk/sign-in`, "desk-sign-in");
  await signIn(one, desk, "officer-1");
  await shots(one, "desk-my-counts");
  await visit(one, papersAt(desk), "desk-papers");
  await visit(one, `${desk.url}/desk/contests/${neighbour}/papers`, "desk-papers-boxes");
  await countPartly(one, desk, 3);
  await visit(one, `${desk.url}/desk/contests/${neighbour}`, "desk-contest-counting");
  await visit(page, neighbourAt(desk), "contest-partial");
  await visit(page, neighbourTickerAt(desk), "ticker-partial");

  await verify(one, desk);
  await visit(one, sheetAt(desk), "desk-sheet-empty");
  await fill(one, { ...sheet, "votes.77121": "l661", "votes.117355": "" });
  await send(one);
  await one.locator(".findings").waitFor();
  await shots(one, "desk-sheet-findings");
  await signIn(two, desk, "officer-2");
  await two.goto(sheetAt(desk));
  await enter(one, desk);
  await fill(two, { ...sheet, "votes.1120": 24102, "votes.90828": 16891 });
  await send(two);
  await two.getByText("Two sets of figures").waitFor();
  await shots(two, "desk-conflict");

  await signIn(boss, desk, clerk);
  await visit(boss, contestAt(desk), "desk-contest-complete");
  await makeProvisional(boss);
  await shots(boss, "desk-contest-provisional");
  await visit(page, publicAt(desk), "contest-provisional");
  await makeReady(boss);
  await shots(boss, "desk-contest-ready");
  await visit(boss, `${contestAt(desk)}/declare`, "desk-declaration");
  await boss.goto(contestAt(desk));
  await declare(boss);
  await shots(boss, "desk-contest-declared");

  await visit(page, publicAt(desk), "contest-declared");
  await visit(page, tickerAt(desk), "ticker-declared");
  await visit(page, `${desk.url}/`, "overview");
  await visit(page, `${desk.url}/contests/nowhere`, "not-found");
  await visit(await visitor({ javaScriptEnabled: false }), publicAt(desk), "contest-declared-without-script");
  await page.clock.install();
  await page.routeWebSocket(/\/live/, () => {});
  await page.goto(neighbourAt(desk));
  await page.clock.fastForward(12_000);
  await page.locator('[data-state="stale"]').waitFor();
  await shots(page, "contest-stale");
}

// long shows a ballot paper of sixteen with long names, one of them without a vote.
async function long(desk) {
  const page = await visitor(), officer = await visitor(), boss = await visitor();
  const at = `${desk.url}/desk/contests/${longBallot}`;
  await signIn(officer, desk, "officer-1");
  await officer.goto(`${at}/papers`);
  await figure(officer, "papers").fill(String(Object.values(longSheet).reduce((a, b) => a + b)));
  await send(officer);
  await accepted(officer, "papers");
  await officer.goto(`${at}/units/count`);
  await fill(officer, longSheet);
  await shots(officer, "long-sheet");
  await send(officer);
  await accepted(officer, "sheet");
  await visit(page, `${desk.url}/contests/${longBallot}`, "long-partial");
  await signIn(boss, desk, clerk);
  await boss.goto(at);
  await makeProvisional(boss);
  await makeReady(boss);
  await declare(boss);
  await visit(page, `${desk.url}/contests/${longBallot}`, "long-declared");
  await visit(page, `${desk.url}/embed/contests/${longBallot}`, "long-ticker");
}

// readme takes the pictures of the README while the demo's neighbours are counted.
async function readme() {
  mkdirSync(docs, { recursive: true });
  const desk = await startDemo();
  try {
    const page = await visitor({ viewport: { width: 1280, height: 752 } }), officer = await visitor({ viewport: { width: 1280, height: 800 } });
    const keep = (from, name) => from.screenshot({ path: join(docs, `${name}.png`) });
    await page.goto(`${desk.url}/`);
    await page.locator(".lines .pill", { hasText: "Partial" }).nth(2).waitFor({ timeout: 180_000 });
    await officer.goto(`${desk.url}/desk/sign-in`);
    await officer.getByRole("button", { name: "Continue as officer-1" }).click();
    await officer.getByRole("heading", { name: "My counts" }).waitFor();
    await verify(officer, desk, papers);
    await officer.goto(sheetAt(desk));
    await fill(officer, { ...sheet, "votes.77121": 1616 });
    await send(officer);
    await officer.locator(".findings").waitFor();
    await keep(officer, "entry");
    await fill(officer, sheet);
    await send(officer);
    await accepted(officer, "sheet");
    await officer.getByRole("button", { name: clerk }).click();
    await officer.getByText(`${clerk} ·`).waitFor();
    await makeProvisional(officer);
    await makeReady(officer);
    await declare(officer);
    await page.locator(".lines").getByText("Independent gain from Labour").waitFor();
    await page.locator(".lines [data-changed]").first().waitFor({ state: "detached" });
    await keep(page, "overview");
    await page.goto(publicAt(desk));
    await page.locator('[data-state="live"]').waitFor();
    await keep(page, "contest");
  } finally {
    await desk.stop();
  }
}

async function visitor(options) {
  return (await browser.newContext({ reducedMotion: "reduce", ...options })).newPage();
}

async function visit(page, address, name) {
  await page.goto(address);
  await shots(page, name);
}

async function shots(page, name) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 500 ? 700 : 800 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: null });
}
