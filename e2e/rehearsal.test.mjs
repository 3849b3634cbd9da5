// A night is rehearsed as fast as the desk accepts, with sockets and a browser beside it:
// what the browser showed at any moment is what the revision of that moment says, and no
// revision came after a higher one. Twelve contests; WHOLE=1 plays all 650 of 2024.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "./journey.mjs";
import { data, without } from "./pushed.mjs";
import { startRehearsal } from "./rehearsal.mjs";

const whole = Boolean(process.env.WHOLE);
const part = ["islington-north", "richmond-park", "old-bexley-and-sidcup", "hendon", "chorley", "yeovil", "inverness-skye-and-west-ross-shire",
  "belfast-south-and-mid-down", "aberafan-maesteg", "newcastle-upon-tyne-north", "witney", "brighton-pavilion"];
const wholly = [["Labour", 411], ["Conservative", 121], ["Liberal Democrat", 72]];

test(`${whole ? "the whole" : "a part of the"} night of 2024, watched in a browser`, { skip: without }, journey(async ({ visitor, later, note }) => {
  const desk = await startRehearsal(data, whole ? undefined : part);
  later(() => desk.stop());
  const watchers = {};
  for (const [topic, path] of [["overview", "/"], ["contest/islington-north", "/contests/islington-north"]]) {
    const page = watchers[topic] = await visitor();
    await page.addInitScript(record);
    await page.goto(desk.url + path);
    await page.locator('#status[data-state="live"]').waitFor();
  }

  note(await desk.play(whole ? 200 : 12));

  for (const [topic, page] of Object.entries(watchers)) {
    const bulletins = await desk.published(topic);
    const last = Math.max(...bulletins.keys());
    await page.waitForFunction((revision) => window.shown.at(-1).revision >= revision, last);
    const { shown, between } = await page.evaluate(() => ({ shown: window.shown, between: window.between }));
    assert.deepEqual(between, [], `${topic}: shown between two revisions`);
    shown.forEach((state, i) => {
      assert.ok(i === 0 || state.revision > shown[i - 1].revision, `${topic}: revision ${state.revision} after ${shown[i - 1]?.revision}`);
      assert.deepEqual(state.figures, figuresOf(bulletins.get(state.revision), state.figures), `${topic}: revision ${state.revision}`);
      const wrong = numbersIn(state.headline, bulletins.get(state.revision));
      assert.deepEqual(wrong, [], `${topic}: revision ${state.revision} says “${state.headline}”`);
    });
    note(`${topic}: ${bulletins.size} revisions, ${shown.length} were shown in the browser, each as published, the last is ${last}`);
  }
  if (!whole) return;
  const { overview } = [...(await desk.published("overview")).values()].at(-1);
  assert.deepEqual(overview.state.parties.slice(0, 3).map((p) => [p.name, p.seats]), wholly);
}));

// figuresOf is what a bulletin has of the figures that a page shows: votes by candidate;
// or seats by party in the scorecard, seats by letter on the map, and the contests that
// are declared.
function figuresOf(bulletin, shown) {
  if (bulletin.contest) {
    return Object.fromEntries(bulletin.contest.candidates.filter((c) => c.votes != null).map((c) => [c.id, c.votes]));
  }
  const { declared, seats, state } = bulletin.overview;
  const figures = { declared };
  const rest = { seats: state.parties.filter((p) => !(`party ${p.id}` in shown)).reduce((sum, p) => sum + p.seats, 0) };
  for (const [kind, key] of Object.keys(shown).map((name) => name.split(" "))) {
    if (kind === "party") figures[`party ${key}`] = (key === "others" ? rest : state.parties.find((p) => p.id === key))?.seats;
    if (kind === "map") figures[`map ${key}`] = [...seats].filter((char) => char === key || key !== "." && char.toUpperCase() === key || char === "#" && key === "*").length;
  }
  return figures;
}

// numbersIn are the numbers of an overview's headline that its bulletin does not have.
function numbersIn(headline, { overview }) {
  if (!overview) return [];
  const { contests, declared, state: { seats, majority_line: line = 0, parties = [] } } = overview;
  const known = [contests, declared, seats, line, ...parties.flatMap((p) => [p.seats, p.seats - line])].map(String);
  return (headline.replace(/\d\d:\d\d/g, "").match(/\d+/g) ?? []).filter((n) => !known.includes(n));
}

// record notes what the page shows with each state that it takes, after all its scripts
// have drawn it, and what it shows at any other moment that is another.
function record() {
  window.shown = [];
  window.between = [];
  const number = (element) => Number(element.textContent.replace(/\D/g, ""));
  const read = () => {
    const figures = {};
    for (const row of document.querySelectorAll(".candidates tbody[data-rows] tr")) {
      if (row.querySelector("td")) figures[row.dataset.key] = number(row.querySelector("td"));
    }
    const progress = document.getElementById("progress-words");
    if (document.querySelector("#live[data-topic=overview]")) figures.declared = Number(progress?.textContent.match(/(\d+) declared/)?.[1] ?? 0);
    for (const li of document.querySelectorAll("#scorecard li[data-key]")) figures[`party ${li.dataset.key}`] = number(li.querySelector("b"));
    for (const li of document.querySelectorAll("#map-legend li[data-letter]")) figures[`map ${li.dataset.letter}`] = number(li.querySelector("b"));
    return { headline: document.getElementById("headline")?.textContent ?? "", figures };
  };
  addEventListener("DOMContentLoaded", () => {
    document.addEventListener("results:state", ({ detail }) => window.shown.push({ revision: detail.revision, ...read() }));
    new MutationObserver(() => {
      const now = read(), last = window.shown.at(-1);
      if (last && (last.headline !== now.headline || JSON.stringify(last.figures) !== JSON.stringify(now.figures))) window.between.push(now);
    }).observe(document.getElementById("live"), { childList: true, characterData: true, subtree: true });
  });
}
