// Takes a picture of every page and state at three widths, light and dark, to be looked
// at by people: node e2e/screenshots.mjs OUTDIR [DOCDIR]. With DOCDIR also the README's
// own, from the demo and, where its real figures are, a country; with "-" for OUTDIR those alone.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./browser.mjs";
import { clerk, closedPack, openPack, startDemo, startDesk } from "./desk.mjs";
import { longBallot, longPack, longSheet } from "./longballot.mjs";
import { countPack } from "./nightcount.mjs";
import { accepted, act, confirm, consult, contestAt, declare, declareAll, fill, makeProvisional, papers, people as signedIn, publicAt, readBack, send, sheet, sheetAt, verify } from "./officer.mjs";
import { startPushed, without } from "./pushed.mjs";
import { also, mediaPack, night, received, small } from "./story.mjs";
import { crowd, waysIn } from "./waysin.mjs";

const widths = [320, 390, 1280], schemes = ["light", "dark"];
const seats = (n) => 7 * n; // acts that count a seat out
const nightPages = {
  overview: "/", welsh: "/cy/", map: "/map?region=london&gains=1", contests: "/contests", contest: "/contests/islington-north", regions: "/regions", region: "/regions/london",
  nation: "/nations/wales", parties: "/parties", party: "/parties/PP53", timeline: "/timeline", found: "/find?q=corbyn", nothing: "/find?q=zzzz",
};
const [out, docs] = process.argv.slice(2);
if (!out) {
  console.error("usage: node e2e/screenshots.mjs OUTDIR [DOCDIR]");
  process.exit(2);
}

const browser = await launch();
try {
  if (out !== "-") await all();
  if (docs) {
    await readme();
    await administered();
    if (!without) await national();
  }
} finally {
  await browser.close();
}

async function all() {
  mkdirSync(out, { recursive: true });
  await withDesk(openPack, scheduled);
  for (const [pack, story] of [[closedPack, small], [countPack("blind"), night], [mediaPack, received]]) await withDesk(pack, (desk) => story(desk, visitor, shots));
  await withDesk(closedPack, (desk) => waysIn(desk, visitor, shots), { also: crowd(38), localhost: true });
  await withDesk(closedPack, stale);
  await withDesk(longPack, long);
  if (!without) await wholeNight();
}

// wholeNight is the country before, in the middle and at the end of its night, light and
// dark, on paper and in the reader's own colours.
async function wholeNight() {
  const night = await startPushed();
  const page = await visitor();
  try {
    for (const [state, acts] of [["none", 0], ["some", seats(177)], ["all", seats(650 - 177)]]) {
      await night.push(`acts=${acts}`);
      for (const [name, path] of Object.entries(nightPages)) await visit(page, night.url + path, `night-${state}-${name}`);
    }
    for (const [how, media] of [["forced", { forcedColors: "active" }], ["paper", { forcedColors: null, media: "print" }]]) {
      await page.emulateMedia(media);
      for (const [name, path] of Object.entries(nightPages)) {
        await page.goto(night.url + path);
        await page.screenshot({ path: join(out, `night-all-${name}-${how}.png`), fullPage: true });
      }
    }
  } finally {
    await night.stop();
  }
}

async function withDesk(pack, take, options = { also }) {
  const desk = await startDesk({ pack, ...options });
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

async function stale(desk) {
  const page = await visitor();
  await page.clock.install();
  await page.routeWebSocket(/\/live/, () => {});
  await page.goto(publicAt(desk));
  await page.clock.fastForward(12_000);
  await page.locator('[data-state="stale"]').waitFor();
  await shots(page, "contest-stale");
}

// long shows a ballot paper of sixteen with long names, one of them without a vote.
async function long(desk) {
  const page = await visitor();
  const [one, two, boss] = await signedIn(visitor, desk, "officer-1", "officer-2", clerk);
  await verify(one, desk, Object.values(longSheet).reduce((a, b) => a + b), longBallot);
  await one.goto(sheetAt(desk, longBallot));
  await fill(one, longSheet);
  await shots(one, "long-sheet");
  await send(one);
  await accepted(one, "sheet");
  await two.goto(sheetAt(desk, longBallot));
  await shots(two, "long-confirm");
  await confirm(two, desk, longBallot);
  await visit(page, publicAt(desk, longBallot), "long-partial");
  await declareAll(boss, two, desk, longSheet, longBallot);
  await visit(page, publicAt(desk, longBallot), "long-declared");
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
    const as = async (name) => {
      await officer.getByRole("button", { name }).click();
      await officer.getByText(`${name} ·`).waitFor();
    };
    await as("officer-2");
    await officer.goto(sheetAt(desk));
    for (let i = 0; i < 4; i++) await officer.keyboard.press("Enter");
    await keep(officer, "confirm");
    await confirm(officer, desk);
    await as(clerk);
    await officer.goto(contestAt(desk));
    await makeProvisional(officer);
    await keep(officer, "count");
    await consult(officer, desk);
    await act(officer, "ready");
    await as("officer-2");
    await readBack(officer, desk);
    await as(clerk);
    await declare(officer, desk);
    await page.locator(".lines").getByText("Independent gain from Labour").waitFor();
    await page.locator('.lines [data-key="islington-north"][data-changed]').waitFor({ state: "detached" }); // its neighbours go on counting
    await keep(page, "overview");
    await page.goto(publicAt(desk));
    await page.locator('[data-state="live"]').waitFor();
    await page.setViewportSize({ width: 1280, height: 660 }); // what a README has room for
    await keep(page, "contest");
  } finally {
    await desk.stop();
  }
}

// national takes the README's pictures of a country's night: its overview, the same on a
// telephone, dark and in Welsh.
async function national() {
  const night = await startPushed();
  try {
    await night.push(`acts=${seats(177)}`);
    const page = await visitor({ viewport: { width: 1280, height: 740 } });
    const telephone = await visitor({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    for (const [from, path, name] of [[page, "/", "night"], [telephone, "/cy/", "night-cy"]]) {
      await from.goto(night.url + path);
      await from.locator('[data-state="live"]').waitFor();
      await from.screenshot({ path: join(docs, `${name}.png`) });
    }
  } finally {
    await night.stop();
  }
}

// administered takes the README's pictures of what an administrator sees.
async function administered() {
  const desk = await startDesk({ also });
  try {
    const [officer, admin] = await signedIn(() => visitor({ viewport: { width: 1280, height: 800 } }), desk, clerk, "administrator");
    await officer.goto(contestAt(desk));
    for (const name of ["officers", "operations"]) {
      await admin.goto(`${desk.url}/desk/${name}`);
      await admin.screenshot({ path: join(docs, `${name}.png`), fullPage: name === "operations" });
    }
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
