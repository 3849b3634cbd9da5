// How long from a second person's key press to the changed figure in somebody else's
// browser. The figures are measured and printed; what must hold is that every entry
// arrives, in order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "./journey.mjs";
import { people, publicAt, sheet, sheetAt, stand, verify } from "./officer.mjs";

const entries = Number(process.env.ENTRIES ?? 20); // make night takes more
const corbyn = "votes.1120", rejected = "rejected.uncertain";

test(`${entries} entries reach the page of another browser in order`, journey(async ({ desk: start, browser, visitor, note }) => {
  const desk = await start();
  const [one, two] = await people(visitor, desk, "officer-1", "officer-2");
  await verify(one, desk);
  await stand(one, two, desk);
  const watcher = await visitor({ browser: await browser() });
  await watcher.goto(publicAt(desk));
  await watcher.locator('#status[data-state="live"]').waitFor();
  await watcher.evaluate(recordVotes, "1120");

  const sent = [];
  for (let i = 1; i <= entries; i++) {
    await one.goto(sheetAt(desk), { waitUntil: "domcontentloaded" });
    await one.evaluate(typeNow, { [corbyn]: sheet[corbyn] + i, [rejected]: sheet[rejected] - i });
    await one.waitForURL(/sent=sheet/, { waitUntil: "commit" });
    await two.goto(sheetAt(desk), { waitUntil: "domcontentloaded" });
    sent.push(await two.evaluate(confirmNow));
    await Promise.all([two.waitForURL(/sent=sheet/, { waitUntil: "commit" }), watcher.waitForFunction((n) => window.seen.length >= n, i)]);
  }

  const seen = await watcher.evaluate(() => window.seen);
  assert.deepEqual(seen.map(({ votes }) => votes), sent.map((_, i) => (sheet[corbyn] + i + 1).toLocaleString("en-GB")));
  const took = seen.map(({ at }, i) => at - sent[i]).sort((a, b) => a - b);
  const rank = (q) => took[Math.ceil(q * entries) - 1];
  note(`confirmed to changed page of another browser, ${entries} entries: p50 ${rank(0.5)} ms, p99 ${rank(0.99)} ms, max ${rank(1)} ms`);
}));

// recordVotes notes each change of a candidate's votes and when the page had it, by
// the clock that both browsers share.
function recordVotes(candidate) {
  const cell = document.querySelector(`[data-key="${candidate}"] td`);
  window.seen = [];
  new MutationObserver(() => window.seen.push({ votes: cell.textContent.trim(), at: Date.now() }))
    .observe(cell, { characterData: true, childList: true, subtree: true });
}

// typeNow sends the form with other figures, as its button does.
function typeNow(figures) {
  const form = document.querySelector("form[data-figures]");
  for (const [name, votes] of Object.entries(figures)) form.elements[name].value = votes;
  form.requestSubmit();
}

// confirmNow ticks every figure and sends the form, as its button does, and says when.
function confirmNow() {
  const form = document.querySelector("form[data-reading]");
  for (const tick of form.querySelectorAll("[data-read]")) tick.checked = true;
  const now = Date.now();
  form.requestSubmit();
  return now;
}
