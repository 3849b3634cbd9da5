// The map of seats: with a keyboard, with filters, live, without the script, and for a
// reader who sees no colour.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { country, hasCountry } from "./country.mjs";
import { journey } from "./journey.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const onCountry = (name, steps) => test(name, { skip: !hasCountry && "the real data is not there" }, journey(steps));
const still = { reducedMotion: "reduce", viewport: { width: 1280, height: 900 } };

// seat is the link of a seat, by its contest's id.
const seat = (page, id) => page.locator(`#seats a[href$="/contests/${id}"]`);
const focused = (page) => page.evaluate(() => document.activeElement.matches("#seats a") ? document.activeElement.querySelector("title").textContent : document.activeElement.tagName);

// tell lets the page hear what a message of the socket brings, with some seats changed.
const tell = (page, changes) => page.evaluate((changes) => {
  const svg = document.getElementById("seats");
  const ids = [...svg.querySelectorAll("a")].map((a) => a.getAttribute("href").split("/").at(-1));
  window.told ??= svg.dataset.seats;
  for (const [id, char] of Object.entries(changes)) {
    const i = ids.indexOf(id);
    window.told = window.told.slice(0, i) + char + window.told.slice(i + 1);
  }
  document.dispatchEvent(new CustomEvent("results:state", { detail: { seats: window.told } }));
}, changes);

onCountry("the map is one tab stop; arrows, Home and End move between seats, Enter opens one", async ({ desk: start, visitor }) => {
  const desk = await start({ pack: country });
  const page = await visitor(still);
  await page.goto(`${desk.url}/`);
  await page.locator("#map select").nth(1).focus();
  const stops = [];
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press("Tab");
    stops.push(await focused(page));
  }
  assert.equal(stops.filter((said) => said.includes(": ")).length, 1, `stops are ${stops}`);
  await seat(page, "islington-north").focus();
  const around = [];
  for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "End", "Home"]) {
    await page.keyboard.press(key);
    around.push((await focused(page)).split(":")[0]);
  }
  const [right, back, up, down, end, home] = around;
  assert.notEqual(right, "Islington North");
  assert.equal(back, "Islington North");
  assert.ok(up !== back && down !== up, around.join());
  assert.deepEqual([home, end], ["Aberafan Maesteg", "York Outer"]);
  assert.match(await page.locator("#map-caption").innerText(), /^Aberafan Maesteg: /);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/contests/aberafan-maesteg");
});

onCountry("a seat that is told changes where it stands, and is marked for some seconds", async ({ desk: start, visitor }) => {
  const desk = await start({ pack: country });
  const page = await visitor(still);
  await page.routeWebSocket("**/live*", () => {}); // what the desk itself says would undo what the test tells
  await page.clock.install();
  await page.goto(`${desk.url}/`);
  await seat(page, "islington-north").focus();
  const before = await page.evaluate(() => document.querySelectorAll("#seats a, #seats a *").length);
  await tell(page, { "islington-north": "i", "aldershot": "l", "witham": "C", "hendon": "!" });
  assert.equal(await focused(page), "Islington North: Independent gain from Labour", "in focus all the while");
  assert.equal(await page.locator("#map-caption").innerText(), "Islington North: Independent gain from Labour");
  assert.equal(await seat(page, "witham").locator("title").textContent(), "Witham: Conservative hold");
  assert.equal(await seat(page, "hendon").locator("title").textContent(), "Hendon: recount");
  assert.deepEqual(await page.locator("#seats .told").count(), 4);
  const look = await seat(page, "aldershot").evaluate((a) => [a.getAttribute("class"), a.querySelector("path").getAttribute("fill"), a.querySelector("text").textContent]);
  assert.deepEqual(look, ["gain", "#e4003b", "L"]);
  assert.match(await page.locator("#map-legend").innerText(), /Labour\s+1\b/);
  await page.clock.fastForward(7_000);
  assert.equal(await page.locator("#seats .told").count(), 0);
  await tell(page, { "islington-north": "." });
  assert.equal(await focused(page), "Islington North: no result yet", "taken back");
  assert.equal(await page.evaluate(() => document.querySelectorAll("#seats a, #seats a *").length), before, "nothing is drawn anew");
});

onCountry("a filter leaves outlines of the rest, at once, also of what changes then", async ({ desk: start, visitor }) => {
  const desk = await start({ pack: country });
  const page = await visitor(still);
  await page.routeWebSocket("**/live*", () => {}); // what the desk itself says would undo what the test tells
  await page.goto(`${desk.url}/`);
  await tell(page, { "islington-north": "i", "aldershot": "l", "witham": "C" });
  const shown = () => page.locator("#seats a:not(.off)").count();
  await page.getByLabel("Gains only").check();
  assert.equal(await shown(), 2);
  assert.equal(await page.locator("#map-shown").innerText(), "Gains only: 2 of 650 seats");
  await page.locator("select[name=region]").selectOption("london");
  assert.equal(await shown(), 1);
  await tell(page, { "hendon": "l" });
  assert.equal(await shown(), 2);
  await page.locator("select[name=party]").selectOption({ label: "Labour" });
  assert.equal(await page.locator("#map-shown").innerText(), "Labour, Gains only, London: 1 of 650 seats");
  await page.getByLabel("Gains only").uncheck();
  await page.locator("select[name=party]").selectOption("");
  assert.equal(await shown(), 75, "all of London");
});

onCountry("without the script seats are links and the filters a form", async ({ desk: start, visitor }) => {
  const desk = await start({ pack: country });
  const page = await visitor({ ...still, javaScriptEnabled: false });
  await page.goto(`${desk.url}/cy/`);
  assert.equal(await page.locator("#seats a").count(), 650);
  await page.locator("#map select").nth(1).selectOption("wales");
  await page.locator("#map form button").click();
  await page.waitForURL("**/cy/map?**");
  assert.equal(await page.locator("#seats a").count(), 32);
  await seat(page, "ynys-mon").click();
  await page.waitForURL("**/cy/contests/ynys-mon");
});

onCountry("nothing that axe can find, light, dark and narrow", async ({ desk: start, visitor }) => {
  const desk = await start({ pack: country });
  const page = await visitor(still);
  for (const address of ["/", "/map?region=london"]) {
    await page.goto(desk.url + address);
    if (address === "/") await tell(page, { "islington-north": "i", "aldershot": "l", "witham": "C", "hendon": "!", "yeovil": "d", "clacton": "r", "chorley": "?" });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axe);
      const wrong = await page.evaluate(() => axe.run().then((found) => found.violations.map((v) => `${v.id}: ${v.nodes[0].target} of ${v.nodes.length}`)));
      assert.deepEqual(wrong, [], `${address}, ${colorScheme}`);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, "the page itself does not scroll sideways");
    await page.setViewportSize(still.viewport);
  }
});
