// One contest's night in the profile `count`, with everything that may happen, through
// the eyes of two officers, two clerks of the Returning Officer and an agent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clerk, passphrase } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { corbyn, countPack, nargund, printedCodes, recounted, rekeyed, sheets, totals, typed, verifyBoxes } from "./nightcount.mjs";
import { accepted, act, actAt, consult, contestAt, declare, figure, fill, makeProvisional, people, publicAt, readBack, send, sheetAt } from "./officer.mjs";

const secondClerk = `${clerk}-2`;

test("a night with accounts, adjudication, blind second persons, a recount and a lot", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 422/);
  const desk = await start({ pack: countPack("blind"), also: [[secondClerk, "returning-officer"]] });
  const [one, two, boss, other] = await people(visitor, desk, "officer-1", "officer-2", clerk, secondClerk);
  const agent = await visitor();
  await agent.goto(publicAt(desk));

  await verifyBoxes(one, desk);
  await boss.goto(contestAt(desk));
  await act(boss, "sign", "signed");
  await agent.getByText("900 papers verified").first().waitFor();

  let codes = await printedCodes(one, desk);
  await wrongSheet(one, desk, codes);
  await typed(one, desk, "table-1", codes);
  await agent.reload();
  assert.equal(await agent.getByRole("cell", { name: "180", exact: true }).count(), 0, "an entry without a second person is not public");
  await typed(two, desk, "table-1", codes);
  await agent.getByRole("cell", { name: "180", exact: true }).first().waitFor();
  await differing(one, two, desk, codes);
  for (const page of [one, two]) await typed(page, desk, "adjudication", codes);

  await boss.goto(contestAt(desk));
  await makeProvisional(boss);
  await rekeyed(other, desk, codes, totals(...Object.values(sheets)));
  await agentReads(boss, agent, desk, { [corbyn]: 302, [nargund]: 300 });

  await consult(boss, desk, { "exception.90828": "asks-recount", "note.90828": "two votes apart" });
  await boss.getByText("waits for an answer").first().waitFor();
  assert.equal(await boss.getByRole("button", { name: "Ready to declare" }).count(), 0, "who asked has no answer yet");
  await actAt(boss, desk, "recount", "recount", { granted: "yes", candidate: "90828", reason: "two votes apart", units: "some", "unit.table-2": "yes" });
  await agent.getByText("Recount", { exact: false }).first().waitFor();

  const before = codes;
  codes = await printedCodes(one, desk);
  assert.notEqual(codes["table-2"], before["table-2"], "the sheet of a recount has a code of its own");
  for (const page of [one, two]) await typed(page, desk, "table-2", codes, recounted);
  await boss.goto(`${contestAt(desk)}/rounds`);
  assert.match(await boss.getByRole("row", { name: /CORBYN/ }).innerText(), /302/);
  await boss.goto(contestAt(desk));
  await makeProvisional(boss);
  const final = totals(sheets["table-1"], recounted, sheets.adjudication);
  await rekeyed(other, desk, codes, final);

  await consult(boss, desk);
  assert.equal(await boss.getByRole("button", { name: "Ready to declare" }).count(), 0, "a tie is not decided by the order of a list");
  await actAt(boss, desk, "lot", "lot", { chosen: "1120", method: "slips in envelopes", witnessed: "candidates and agents" });
  await act(boss, "ready");
  await readBack(two, desk, final);
  await declare(boss, desk);
  await agent.getByText("is elected by lot; votes were equal with").first().waitFor();
  assert.equal(await agent.locator('[data-key="1120"]').getByText("301").count(), 1);
  assert.equal(await agent.locator('[data-key="90828"]').getByText("301").count(), 1);

  await corrected(boss, other, agent, desk);
}));

// wrongSheet takes the paper of another table.
async function wrongSheet(page, desk, codes) {
  await page.goto(sheetAt(desk, undefined, "table-2"));
  await fill(page, { code: codes["table-1"], ...sheets["table-2"] });
  await send(page);
  await page.getByText("This is the sheet of Table 1, not the sheet of Table 2.").first().waitFor();
  await page.goto(sheetAt(desk, undefined, "table-2"));
  await page.getByRole("button", { name: "Discard draft" }).click();
  await page.waitForFunction((name) => document.querySelector(`input[name="${name}"]`)?.value === "", corbyn);
}

// differing is a sheet on which the second typist slips: only that line comes back to
// both, and the paper decides.
async function differing(one, two, desk, codes) {
  await typed(one, desk, "table-2", codes);
  await typed(two, desk, "table-2", codes, { ...sheets["table-2"], [corbyn]: 102, [nargund]: 162 });
  await two.getByText("differ").first().waitFor();
  const asked = await two.locator("input[data-part]:not([type=hidden])").evaluateAll((all) => all.map((input) => input.name));
  assert.deepEqual(asked.filter((name) => name.startsWith("votes.")), [corbyn, nargund], "only what differs is asked again");
  assert.doesNotMatch(await two.locator("main").innerText(), /\b120\b|\b144\b/, "and without the other's figures");
  await fill(two, { code: codes["table-2"], [corbyn]: 120, [nargund]: 144 });
  await send(two);
  await accepted(two, "sheet");
}

// agentReads compares the printed provisional sheet with what the public sees.
async function agentReads(boss, agent, desk, figures) {
  await boss.goto(`${contestAt(desk)}/print/provisional`);
  const paper = await boss.locator("main").innerText();
  await agent.reload();
  for (const [name, votes] of Object.entries(figures)) {
    assert.match(await agent.locator(`[data-key="${name.slice("votes.".length)}"]`).innerText(), new RegExp(`\\b${votes}\\b`));
    assert.match(paper, new RegExp(`\\b${votes}\\b`), "the paper says what the page says");
  }
  await boss.goto(contestAt(desk));
}

// corrected is one figure put right after the declaration, by two people.
async function corrected(boss, other, agent, desk) {
  await actAt(boss, desk, "correction", "proposed", { electorate: 1310, reason: "the register was read wrongly" });
  assert.equal(await agent.getByText("1,310").count(), 0, "nothing is public before a second person");
  assert.equal(await boss.getByRole("button", { name: "Confirm the correction" }).count(), 0, "nor may the same person confirm");
  await other.goto(contestAt(desk));
  await other.getByRole("button", { name: "Confirm the correction" }).waitFor();
  await act(other, "confirm-change", "corrected");
  await agent.getByText("the register was read wrongly").first().waitFor();
  const shown = await agent.locator("#live").innerText();
  assert.match(shown, /1,310/);
  assert.match(shown, /1,300/, "the old figure stands beside the new one");
}

test("nothing typed is lost: a cut line, an ended session, a reload and a crash in one sheet", journey(async ({ desk: start, visitor, allow, note }) => {
  allow(/ERR_INTERNET_DISCONNECTED|status of 401/);
  const desk = await start({ pack: countPack("confirm") });
  const [one] = await people(visitor, desk, "officer-1");
  await verifyBoxes(one, desk);
  const codes = await printedCodes(one, desk);
  const paper = Object.entries({ code: codes["table-1"], ...sheets["table-1"] });
  const context = one.context();
  let page = one, pressed = 0;
  await page.goto(sheetAt(desk, undefined, "table-1"));

  // press types the next figures by keys; kept compares every character typed so far.
  const done = [];
  const press = async (figures) => {
    for (const [name, text] of paper.slice(done.length, done.length + figures)) {
      await figure(page, name).focus();
      await page.keyboard.type(String(text));
      pressed += String(text).length;
      done.push([name, String(text)]);
    }
  };
  const kept = async (after) => {
    const stands = await page.locator("input[data-part]").evaluateAll((all) => all.filter((input) => input.value !== "").map((input) => [input.name, input.value]));
    assert.deepEqual(Object.fromEntries(stands), Object.fromEntries(done), `after ${after}`);
  };
  const says = (text) => page.locator("[data-state]").filter({ hasText: text }).waitFor();

  await press(2);
  await context.setOffline(true);
  await press(1);
  await says("no network");
  await context.setOffline(false);
  await says("Draft saved");
  await kept("the line was cut");

  const [session] = await context.cookies();
  await endSession(desk, session);
  await press(2);
  await says("you were signed out");
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Name").fill("officer-1");
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.keyboard.press("Enter");
  await page.getByText(/resumed/).first().waitFor();
  await kept("the session ended");

  await press(1);
  await page.reload(); // in the same moment
  await page.getByText(/resumed/).first().waitFor();
  await kept("a reload");

  await context.setOffline(true); // nothing more reaches the desk
  await press(2);
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  page = await context.newPage();
  await page.goto(sheetAt(desk, undefined, "table-1"));
  await page.getByText(/resumed/).first().waitFor(); // from this device, or from the desk where a last word got out
  await kept("a crash");

  await press(paper.length);
  await kept("all");
  await page.keyboard.press("Control+Enter");
  await accepted(page, "sheet");
  note(`${pressed} characters typed through a cut line, an ended session, a reload and a crash: 0 lost`);
}));

// endSession ends a session on the desk while the browser still has its cookie, as
// when it expires.
async function endSession(desk, cookie) {
  const answer = await fetch(`${desk.url}/desk/sign-out`, { method: "POST", redirect: "manual", headers: { cookie: `${cookie.name}=${cookie.value}`, origin: desk.url } });
  assert.equal(answer.status, 303);
}
