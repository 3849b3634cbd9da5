// What changed is enough: a page that is sent no more than that says what a fresh page
// says, whatever it missed, and marks what changed without anything being pushed about.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "./journey.mjs";
import { startPushed, without } from "./pushed.mjs";

const seat = 7; // acts from waiting to declared

test("pages that take what changed say what fresh pages say", { skip: without }, journey(async ({ visitor, later, note }) => {
  const night = await pushed(later);
  for (const kind of ["/", "/cy/", "/contests/", "/cy/contests/"]) {
    const contest = kind.includes("contests") ? await night.push("acts=1") : "";
    const watcher = await visitor();
    const kinds = { whole: 0, since: 0 };
    watcher.on("websocket", (socket) => count(socket, kinds));
    await watcher.goto(night.url + kind + contest);
    await live(watcher);
    for (const acts of contest ? [1, 1, 1, 3] : [1, seat - 1, 5 * seat]) {
      await night.push(`acts=${acts}`);
      await caughtUp(watcher, night, kind + contest);
      assert.deepEqual(await said(watcher), await said(await fresh(visitor, night, kind + contest)), `${kind} after ${acts} acts`);
    }
    assert.ok(kinds.since > 0, `${kind}: nothing but whole states came`);
    note(`${kind}: ${kinds.since} differences, ${kinds.whole} whole states`);
  }
}));

test("a page that was cut off, or shows what no desk drew, catches up by a whole state", { skip: without }, journey(async ({ visitor, later, allow }) => {
  allow(/WebSocket connection/);
  const night = await pushed(later);
  const contest = await night.push("acts=1"), path = `/contests/${contest}`;
  const watcher = await visitor();
  let drop = 0;
  const kinds = { whole: 0, since: 0 };
  await watcher.routeWebSocket(/\/live/, (page) => {
    const server = page.connectToServer();
    server.onMessage((message) => {
      const m = JSON.parse(message);
      if (m.type === "state" && drop > 0) return void drop--;
      if (m.type === "state") kinds[m.since ? "since" : "whole"]++;
      page.send(message);
    });
  });
  await watcher.goto(night.url + path);
  await live(watcher);

  drop = 1; // a message is lost: the next builds on what the page does not show
  await night.push("acts=1");
  await watcher.waitForTimeout(500);
  assert.equal(drop, 0);
  await night.push("acts=1");
  await caughtUp(watcher, night, path);
  assert.deepEqual(await said(watcher), await said(await fresh(visitor, night, path)));
  assert.equal(kinds.whole, 1);

  await watcher.evaluate(() => { // another build drew the page: what is left out is not there
    window.torn = [];
    document.getElementById("previous").remove();
    new MutationObserver(() => window.torn.push(document.getElementById("previous") ? "whole" : document.querySelector(".candidates td")?.textContent))
      .observe(document.getElementById("live"), { childList: true, subtree: true, characterData: true });
  });
  await night.push("acts=1");
  await caughtUp(watcher, night, path);
  assert.deepEqual(await said(watcher), await said(await fresh(visitor, night, path)));
  assert.equal(kinds.whole, 2);
}));

test("a list follows what the overview does not tell", { skip: without }, journey(async ({ visitor, later }) => {
  const night = await pushed(later), path = "/contests?state=counting";
  await night.push("acts=2");
  const watcher = await visitor();
  await watcher.goto(night.url + path);
  await live(watcher);
  const before = await said(watcher);
  await night.push("acts=1&alone=1"); // a sheet more: of 650 contests the overview says the same
  const after = await said(await fresh(visitor, night, path));
  assert.notEqual(before, after);
  await watcher.waitForFunction((words) => document.querySelector("#list tbody").textContent === words, await watcher.evaluate((html) => {
    const main = new DOMParser().parseFromString(html, "text/html");
    return main.querySelector("#list tbody").textContent;
  }, after), { timeout: 15_000 });
}));

test("what changed is marked for some seconds, and nothing else moves", { skip: without }, journey(async ({ visitor, later }) => {
  const night = await pushed(later);
  const contest = await night.push("acts=2"), path = `/contests/${contest}`;
  for (const reducedMotion of ["no-preference", "reduce"]) {
    const watcher = await visitor({ reducedMotion });
    await watcher.goto(night.url + path);
    await live(watcher);
    await watcher.evaluate(record);
    await night.push("acts=1");
    const figure = watcher.locator('tr[data-changed] td[data-changed="figure"]').first();
    await figure.waitFor();
    assert.notEqual(await figure.evaluate((cell) => getComputedStyle(cell).boxShadow), "none");
    await watcher.waitForTimeout(1_000);
    const { moved, shift, values } = await watcher.evaluate(() => window.seen);
    assert.equal(moved.includes("rect"), reducedMotion !== "reduce", "bars ease, or nothing does");
    if (reducedMotion === "reduce") assert.deepEqual(moved, []);
    assert.ok(shift < 0.01, `layout shifted by ${shift}`);
    assert.equal(values.length, 2, `votes went ${values.join(" → ")}: from one value to the next, at once`);
    await watcher.waitForFunction(() => !document.querySelector("[data-changed]"), undefined, { timeout: 10_000 });
  }
}));

test("rows change places by moving, and under reduced motion by standing there", { skip: without }, journey(async ({ visitor, later }) => {
  const night = await pushed(later);
  await night.push(`acts=${2 * seat}`);
  const watchers = await Promise.all(["no-preference", "reduce"].map((reducedMotion) => visitor({ reducedMotion })));
  for (const watcher of watchers) {
    await watcher.goto(night.url);
    await live(watcher);
    await watcher.evaluate(() => {
      window.glided = 0;
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...how) {
        if (this.matches("#declarations li")) window.glided++;
        return animate.apply(this, how);
      };
    });
  }
  const newest = await night.push(`acts=${seat}`);
  for (const watcher of watchers) await watcher.locator(`#declarations li:first-child[data-key="${newest}"]`).waitFor();
  const [moving, still] = await Promise.all(watchers.map((watcher) => watcher.evaluate(() => window.glided)));
  assert.ok(moving >= 2, "the rows below made room by moving");
  assert.equal(still, 0);
}));

async function pushed(later) {
  const night = await startPushed();
  later(() => night.stop());
  return night;
}

const live = (page) => page.locator('#status[data-state="live"]').waitFor();

function count(socket, kinds) {
  socket.on("framereceived", ({ payload }) => {
    const m = JSON.parse(payload);
    if (m.type === "state") kinds[m.since ? "since" : "whole"]++;
  });
}

// caughtUp waits until a page shows the revision of a fresh one, and its rows have
// changed places.
async function caughtUp(page, night, path) {
  const words = (await (await fetch(night.url + path)).text()).match(/data-figures="([^"]*)"/)[1];
  await page.waitForFunction((figures) => document.getElementById("status").textContent.includes(figures), words);
  await live(page);
  await page.waitForTimeout(1_800);
}

async function fresh(visitor, night, path) {
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto(night.url + path);
  return page;
}

// said is the fragment of a page, without the map, which its own script draws, and
// without what scripts mark.
function said(page) {
  return page.locator("#live").evaluate((main) => {
    const copy = main.cloneNode(true);
    copy.querySelector("#map")?.remove();
    for (const marked of copy.querySelectorAll("[data-changed]")) delete marked.dataset.changed;
    return copy.innerHTML;
  });
}

// record notes what moves and shifts, and the votes of the first row.
function record() {
  const cell = document.querySelector("tbody[data-rows] td");
  window.seen = { moved: [], shift: 0, values: [cell.textContent] };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.seen.shift += entry.value; })).observe({ type: "layout-shift" });
  (function look() {
    for (const animation of document.getAnimations()) if (!window.seen.moved.includes(animation.effect.target.nodeName)) window.seen.moved.push(animation.effect.target.nodeName);
    if (cell.textContent !== window.seen.values.at(-1)) window.seen.values.push(cell.textContent);
    requestAnimationFrame(look);
  })();
}
