// Every page and state, light and dark: no violation that axe can find, and nothing to
// scroll sideways on the narrowest screen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { openPack } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { countPack } from "./nightcount.mjs";
import { publicAt, tickerAt } from "./officer.mjs";
import { editor, noted } from "./noting.mjs";
import { also, mediaPack, night, received, small } from "./story.mjs";
import { crowd, waysIn } from "./waysin.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Without motion no colour is measured on its way to another.
const still = { reducedMotion: "reduce", viewport: { width: 1280, height: 900 } };

// told is a test of every page and state of a story, on one desk.
const told = (name, story, options) => test(name, journey(async ({ desk: start, visitor, allow, note }) => {
  allow(/status of 4(01|04|09|10|22|29)|status of 503/);
  const look = inspector(note);
  await story(await start(options), () => visitor(still), look);
  look.clean();
}));

told("the pages of a small count", small, { also });
told("the pages of a night with everything in it", night, { also, pack: countPack("blind") });
told("the ways in, with the longest names", waysIn, { also: crowd(2), localhost: true });
told("the pages of notes", noted, { also: [editor] });
told("the pages of a desk that receives results", received, { also, pack: mediaPack });

test("the public pages whose desk is away", journey(async ({ desk: start, visitor, note }) => {
  const desk = await start();
  const look = inspector(note);
  const page = await visitor(still);
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

test("a page of each kind in Welsh", journey(async ({ desk: start, visitor, note }) => {
  const desk = await start();
  const look = inspector(note);
  const page = await visitor(still);
  const contest = "/contests/islington-north";
  for (const address of ["/", "/contests", "/regions", "/regions/london", "/nations/england", "/parties", "/parties/PP53", "/timeline", contest, `${contest}/history`, `/embed${contest}`]) {
    await page.goto(`${desk.url}/cy${address}`);
    await look(page, `${address}, Welsh`);
  }
  look.clean();
}));

test("the search, its results and the open list", journey(async ({ desk: start, visitor, allow, note }) => {
  allow(/status of 404/);
  const desk = await start();
  const look = inspector(note);
  const page = await visitor(still);
  for (const [address, state] of [["/find", "find"], ["/find?q=isl", "found"], ["/find?q=zzzz", "nothing found"], ["/cy/find?q=isl", "found, Welsh"], ["/nowhere", "not found"]]) {
    await page.goto(desk.url + address);
    await look(page, state);
  }
  for (const address of ["/", "/cy/", "/find"]) {
    await page.goto(desk.url + address);
    await page.getByRole("combobox").fill("isl");
    await page.getByRole("option").first().waitFor();
    await look(page, `open list, ${address}`);
    await page.keyboard.press("ArrowDown");
    await look(page, `chosen in the list, ${address}`);
  }
  look.clean();
}));

// measured are the kinds of elements whose contrast was measured already, in light and
// dark: it hangs on style sheets alone, and takes longer than all else together. With
// AXE_ALL=1, as make night has it, it is measured on every page all the same.
const measured = new Set();
const all = Boolean(process.env.AXE_ALL);

// inspector looks at one page after another, in light and dark, and at its width on a
// narrow screen; with AXE_ALL at the same page in Welsh. It is clean when nothing was wrong with any.
function inspector(note) {
  const wrong = [];
  let states = 0;
  const look = async (page, state) => {
    states++;
    const kinds = (await kindsOfElements(page)).filter((kind) => !measured.has(kind));
    kinds.forEach((kind) => measured.add(kind));
    const contrast = all || kinds.length > 0;
    const judge = async (colorScheme, options) => {
      await page.emulateMedia({ colorScheme });
      for (const { id, nodes } of await violations(page, options)) wrong.push(`${state}, ${colorScheme}: ${id}: ${nodes.map((node) => node.target.join(" ")).join("; ")}`);
    };
    await judge("light", { rules: { "color-contrast": { enabled: contrast } } });
    if (contrast) await judge("dark", { runOnly: ["color-contrast"] }); // nothing else depends on it
    await page.setViewportSize({ width: 320, height: 640 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) wrong.push(`${state}: ${width} px wide on a screen of 320`);
    await page.setViewportSize(still.viewport);
    if (!all) return;
    const welsh = await page.locator("nav.languages a[hreflang=cy]").getAttribute("href", { timeout: 1 }).catch(() => null);
    if (!welsh || state.endsWith("stale")) return;
    const here = page.url();
    await page.goto(new URL(welsh, here).href);
    await look(page, `${state}, Welsh`);
    await page.goto(here);
  };
  look.clean = () => {
    note(`${states} states, each light, dark and 320 px wide`);
    assert.deepEqual(wrong, []);
  };
  return look;
}

// kindsOfElements are the elements of a page by what they are: their own and their two
// parents' names, classes and states.
function kindsOfElements(page) {
  return page.evaluate(() => {
    const states = ["aria-current", "aria-invalid", "aria-disabled", "data-state", "data-mark", "disabled", "open", "hidden", "type"];
    const known = (e) => e ? `${e.tagName}.${e.getAttribute("class")}${states.map((s) => e.getAttribute(s))}${e.matches(":checked, :focus, :invalid")}` : "";
    return [...new Set([...document.body.querySelectorAll("*")].map((e) => [e, e.parentElement, e.parentElement.parentElement].map(known).join(" < ")))];
  });
}

// violations runs axe beside the page, whose own policy stays as it is.
async function violations(page, options) {
  if (!await page.evaluate(() => "axe" in window)) await page.evaluate(axe);
  return page.evaluate(async (options) => (await window.axe.run(document, { resultTypes: ["violations"], ...options })).violations, options);
}
