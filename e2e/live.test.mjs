// Whether a page is live is always in sight, and never wrong: a desk that died, a
// network that went silent, a reader's clock that is hours off, a page that was put
// aside.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "./browser.mjs";
import { journey } from "./journey.mjs";
import { people, publicAt, sheet, stand, verify } from "./officer.mjs";

const [open, closing, closed] = [1, 2, 3]; // as a WebSocket numbers its states
const later = { ...sheet, "votes.1120": 24102, "votes.90828": 16891 };

test("a desk that dies is reconnecting, then stale, and live again when it is back", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 422/); // a warning asks for its reason
  allow(/ERR_CONNECTION_REFUSED|WebSocket connection/);
  const { desk, counted } = await counting(start, visitor);
  const watcher = await watching(visitor, desk, haste);
  const figures = (await status(watcher).innerText()).match(/figures of \d\d:\d\d:\d\d \w+/)[0];

  await desk.kill();
  await is(watcher, "reconnecting");
  assert.match(await status(watcher).innerText(), new RegExp(`Reconnecting.*${figures}`));
  await is(watcher, "stale");
  assert.match(await status(watcher).innerText(), new RegExp(`Stale.*${figures}`), "says of when the figures are");
  assert.deepEqual(await watcher.evaluate(() => window.states), ["live", "reconnecting", "stale"], "never live without a desk");

  await desk.start();
  await is(watcher, "live");
  await counted(later);
  await watcher.getByRole("cell", { name: "24,102" }).waitFor();
  assert.equal(await watcher.evaluate(() => window.states.at(-1)), "live", "in the same document");
}));

test("an open socket on which nothing comes any more is stale", journey(async ({ desk: start, visitor }) => {
  const { desk } = await counting(start, visitor);
  const watcher = await visitor();
  let silent = false;
  await watcher.routeWebSocket(/\/live/, (page) => {
    const server = page.connectToServer();
    server.onMessage((message) => silent || page.send(message));
  });
  await watcher.clock.install();
  await watcher.goto(publicAt(desk));
  await is(watcher, "live");

  silent = true;
  await watcher.clock.fastForward(12_000);
  await is(watcher, "stale");
  silent = false;
  await is(watcher, "live");
}));

test("a state older than the one on the page is not shown", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 422/); // a warning asks for its reason
  const { desk, counted } = await counting(start, visitor);
  const watcher = await visitor();
  const states = [];
  let replay;
  await watcher.routeWebSocket(/\/live/, (page) => {
    const server = page.connectToServer();
    replay = (message) => page.send(message);
    server.onMessage((message) => {
      if (JSON.parse(message).type === "state") states.push(message);
      page.send(message);
    });
  });
  await watcher.goto(publicAt(desk));
  await is(watcher, "live");
  await counted(later);
  await watcher.getByRole("cell", { name: "24,102" }).waitFor();
  await counted(sheet);
  await watcher.getByRole("cell", { name: "24,120" }).waitFor();
  assert.equal(states.length, 2);

  replay(states[0]);
  replay(JSON.stringify({ type: "beat", epoch: 1, revision: 1 }));
  await is(watcher, "live");
  assert.equal(await watcher.getByRole("cell", { name: "24,102" }).count(), 0, "the older figures came back");
}));

test("a page that the desk sent away for good does not come back", journey(async ({ desk: start, visitor }) => {
  const { desk } = await counting(start, visitor);
  const watcher = await visitor();
  let calls = 0;
  await watcher.routeWebSocket(/\/live/, (page) => {
    calls++;
    page.close({ code: 1008, reason: "say nothing" });
  });
  await watcher.clock.install();
  await watcher.goto(publicAt(desk));
  await is(watcher, "stale");
  await watcher.clock.fastForward(120_000);
  await is(watcher, "stale");
  assert.equal(calls, 1);
}));

test("a page comes back after a restart within the time that the desk names, and stays readable meanwhile", journey(async ({ desk: start, visitor }) => {
  const { desk } = await counting(start, visitor);
  const watcher = await visitor();
  let calls = 0, goodbye;
  await watcher.routeWebSocket(/\/live/, (page) => {
    calls++;
    page.connectToServer();
    goodbye = () => { page.close({ code: 1012, reason: "restarting; come back within 20 s" }); };
  });
  await watcher.addInitScript(() => { Math.random = () => 0.9; });
  await watcher.clock.install();
  await watcher.goto(publicAt(desk));
  await is(watcher, "live");

  goodbye();
  await is(watcher, "reconnecting");
  await watcher.getByRole("cell", { name: "24,120" }).waitFor();
  await watcher.clock.fastForward(17_000);
  assert.equal(calls, 1, "came before its turn");
  await watcher.clock.fastForward(2_000);
  await is(watcher, "live");
  assert.equal(calls, 2);
}));

test("the reader's clock does not matter", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 422/); // a warning asks for its reason
  const { desk, counted } = await counting(start, visitor);
  const watcher = await visitor();
  await watcher.addInitScript(haste);
  await watcher.clock.setFixedTime(Date.now() - 5 * 3_600_000);
  await watcher.goto(publicAt(desk));
  await is(watcher, "live");
  await watcher.clock.setFixedTime(Date.now() + 9 * 3_600_000);
  await counted(later);
  await watcher.getByRole("cell", { name: "24,102" }).waitFor();
  assert.deepEqual(await watcher.evaluate(() => window.states.filter((state) => state !== "reconnecting")), ["live"]);
}));

test("a page that is put aside hangs up, and calls again when it is taken out", journey(async ({ desk: start, visitor, later: end, allow }) => {
  allow(/status of 422/); // a warning asks for its reason
  // Playwright switches the cache of pages off that browsers have.
  const browser = await launch({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  end(() => browser.close());
  const { desk, counted } = await counting(start, visitor);
  const watcher = await visitor({ browser });
  await watcher.addInitScript(keepSockets);
  await watcher.goto(publicAt(desk));
  await is(watcher, "live");
  await watcher.evaluate(() => addEventListener("pagehide", () => { window.putAside = window.sockets.map((s) => s.readyState); }));

  await watcher.getByRole("link", { name: "All contests" }).click();
  await watcher.getByRole("heading", { name: "All contests" }).first().waitFor();
  await counted(later);
  await watcher.evaluate(() => history.back());
  await watcher.getByRole("cell", { name: "24,102" }).waitFor();
  await is(watcher, "live");
  assert.deepEqual(await watcher.evaluate(() => window.putAside), [closing], "hung up, and this is the page that was put aside");
  assert.deepEqual(await watcher.evaluate(() => window.sockets.map((s) => s.readyState)), [closed, open]);
}));

test("paper says of when its figures are, and not that it is live", journey(async ({ desk: start, visitor }) => {
  const { desk } = await counting(start, visitor);
  const reader = await visitor();
  await reader.goto(publicAt(desk));
  await is(reader, "live");
  await reader.evaluate(() => {
    addEventListener("beforeprint", () => { window.printed = document.getElementById("status").textContent; });
  });
  await reader.pdf();
  assert.match(await reader.evaluate(() => window.printed), /^Figures of \d\d:\d\d:\d\d \w+$/);
  await is(reader, "live");
}));

test("a change is shown in place: focus, scroll and what is open stay", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 422/); // a warning asks for its reason
  const { desk, counted } = await counting(start, visitor);
  const overview = await watching(visitor, desk, () => {}, `${desk.url}/`, { viewport: { width: 390, height: 320 } });
  await overview.getByRole("link", { name: "Tottenham" }).focus();
  const page = await watching(visitor, desk, () => {}, publicAt(desk), { viewport: { width: 390, height: 320 } });
  await page.getByText("Embed this result").click();
  const before = await page.evaluate(() => scrollY);
  assert.ok(before > 0);

  await counted(later);
  await page.locator('[data-key="1120"]').getByText("24,102").waitFor();
  assert.equal(await page.evaluate(() => scrollY), before);
  assert.ok(await page.evaluate(() => document.querySelector("footer details").open));
  await overview.getByText("7,211").waitFor();
  assert.equal(await overview.evaluate(() => document.activeElement.textContent), "Tottenham");
}));

test("who asked for reduced motion sees none", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 422/); // a warning asks for its reason
  const { desk, counted } = await counting(start, visitor);
  const moving = await watching(visitor, desk, () => {});
  const calm = await watching(visitor, desk, () => {}, publicAt(desk), { reducedMotion: "reduce" });
  const upset = { ...sheet, "votes.1120": 16873, "votes.90828": 24120 }; // two rows change places, two bars grow
  for (const page of [moving, calm]) await page.evaluate(recordMotion);
  await counted(upset);
  for (const page of [moving, calm]) await page.locator("tbody[data-rows] tr:first-child").filter({ hasText: "Praful Nargund" }).waitFor();
  await moving.waitForFunction(() => window.moved.size >= 2);
  assert.deepEqual(await calm.evaluate(() => [...window.moved]), []);
}));

// counting is a desk with one sheet in, and what puts other figures in its place.
async function counting(start, visitor) {
  const desk = await start();
  const [one, two] = await people(visitor, desk, "officer-1", "officer-2");
  await verify(one, desk);
  await stand(one, two, desk);
  return { desk, counted: (figures) => stand(one, two, desk, figures, "read again from the sheet") };
}

async function watching(visitor, desk, prepare, address = publicAt(desk), options = {}) {
  const page = await visitor(options);
  await page.addInitScript(prepare);
  await page.goto(address);
  await is(page, "live");
  return page;
}

const status = (page) => page.locator("#status");
const is = (page, state) => page.locator(`#status[data-state="${state}"]`).waitFor();

// haste takes most of the chance out of the time between two attempts to connect, and
// records what the page says of itself.
function haste() {
  Math.random = () => 0.05;
  window.states = [];
  addEventListener("DOMContentLoaded", () => {
    const line = document.getElementById("status");
    new MutationObserver(() => {
      if (line.dataset.state !== window.states.at(-1)) window.states.push(line.dataset.state);
    }).observe(line, { attributes: true });
  });
}

// keepSockets keeps every socket of a page in sight.
function keepSockets() {
  window.sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...how) {
      super(...how);
      window.sockets.push(this);
    }
  };
}

// recordMotion notes what moves, frame by frame.
function recordMotion() {
  window.moved = new Set();
  (function look() {
    for (const animation of document.getAnimations()) window.moved.add(animation.effect.target.nodeName);
    requestAnimationFrame(look);
  })();
}
