// Three counts in the order in which they happen, with every page and state on the
// way: look(page, name) is called at each, to examine it or to take its picture.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clerk, dayFromNow, packOf } from "./desk.mjs";
import { countPartly, neighbour, neighbourAt, neighbourTickerAt } from "./neighbour.mjs";
import { corbyn, nargund, printedCodes, recounted, rekeyed, sheets, totals, typed, verifyBoxes } from "./nightcount.mjs";
import { accepted, act, confirm, consult, contest, contestAt, declare, enter, fill, makeProvisional, papersAt, publicAt, readBack, send, sheet, sheetAt, signIn, tickerAt, verify } from "./officer.mjs";

export const secondClerk = `${clerk}-2`;

// also are the people whom the stories need besides a desk's own.
export const also = [["officer-3", "count-officer"], [secondClerk, "returning-officer"], ["administrator", "administrator"], ["reporter-1", "reporter"]];

// teller gives look a page at an address.
const teller = (look) => async (page, address, name) => {
  await page.goto(address);
  await look(page, name);
};

// small is a count in the profile `small`: one sheet, read by a second person.
export async function small(desk, visitor, look) {
  const at = teller(look);
  const [reader, one, two, three, boss, admin] = await Promise.all(Array.from({ length: 6 }, () => visitor()));
  await at(reader, publicAt(desk), "contest-awaiting");
  await at(reader, tickerAt(desk), "ticker-awaiting");
  await at(one, `${desk.url}/desk/sign-in`, "desk-sign-in");
  await one.getByLabel("Name").fill("officer-1");
  await one.getByLabel("Passphrase").fill("wrong");
  await one.getByRole("button", { name: "Sign in", exact: true }).click();
  await one.getByText("Name or passphrase is wrong").waitFor();
  await look(one, "desk-wrong-passphrase");
  await signIn(one, desk, "officer-1");
  await look(one, "desk-my-counts");
  await at(one, `${desk.url}/desk/nothing-here`, "desk-not-found");
  await at(one, papersAt(desk), "desk-papers");
  await at(one, papersAt(desk, neighbour), "desk-papers-boxes");
  await at(one, sheetAt(desk), "desk-sheet-before-papers");
  await at(three, desk.invite("officer-3"), "desk-invitation");
  await at(three, `${desk.url}/desk/invitation/nowhere`, "desk-invitation-unknown");

  await signIn(two, desk, "officer-2");
  await signIn(three, desk, "officer-3");
  await signIn(boss, desk, clerk, look);
  await at(boss, `${desk.url}/desk/factors`, "desk-factors");
  await boss.context().clearCookies();
  await signIn(boss, desk, clerk, look);
  await countPartly(one, two, desk, 3);
  await at(one, contestAt(desk, neighbour), "desk-contest-counting");
  await at(reader, neighbourAt(desk), "contest-partial");
  await at(reader, neighbourTickerAt(desk), "ticker-partial");
  await smallSheet(desk, { one, two, three, boss, admin }, look);
  await smallResult(desk, { one, two, boss, reader }, look);
  await interrupted(desk, { boss, reader }, look);
}

async function smallSheet(desk, { one, two, three, boss, admin }, look) {
  const at = teller(look);
  await verify(one, desk);
  await look(one, "desk-papers-stored");
  await at(one, sheetAt(desk), "desk-sheet-empty");
  await fill(one, { ...sheet, "votes.77121": "l661", "votes.117355": "" });
  await send(one);
  await one.locator(".findings").waitFor();
  await look(one, "desk-sheet-findings");
  await one.goto(sheetAt(desk));
  await one.getByText("Discard draft").waitFor();
  await look(one, "desk-sheet-draft");
  await at(one, `${desk.url}/desk/board`, "desk-board");
  await at(one, `${desk.url}/desk/wall`, "desk-wall");

  await three.goto(sheetAt(desk));
  await enter(one, desk);
  await look(one, "desk-contest-waiting");
  await at(one, sheetAt(desk), "desk-sheet-waiting");
  await fill(three, { ...sheet, "votes.1120": 24102, "votes.90828": 16891 });
  await send(three);
  await three.getByText("Two sets of figures").waitFor();
  await look(three, "desk-conflict");
  await three.context().clearCookies();
  await send(three);
  await three.getByText("You were signed out").waitFor();
  await look(three, "desk-signed-out-typing");

  await at(two, sheetAt(desk), "desk-confirm");
  await two.getByRole("button", { name: "The screen agrees with the sheet" }).click();
  await two.getByText("not ticked").first().waitFor();
  await look(two, "desk-confirm-findings");
  await confirm(two, desk);
  await look(two, "desk-contest-confirmed");
  await one.goto(sheetAt(desk));
  await fill(one, { "votes.77121": 1662, "votes.1120": 24119 });
  await send(one);
  await one.getByText("Not stored yet").waitFor();
  await look(one, "desk-sheet-warnings");
  await at(boss, sheetAt(desk), "desk-sheet-clerk");
  await signIn(admin, desk, "administrator");
  await at(admin, `${desk.url}/desk/audit`, "desk-audit");
  await at(admin, `${desk.url}/desk/operations`, "desk-operations");
  await at(admin, `${desk.url}/desk/runbook`, "desk-runbook");
}

async function smallResult(desk, { one, two, boss, reader }, look) {
  const at = teller(look);
  await at(boss, contestAt(desk), "desk-contest-complete");
  await makeProvisional(boss);
  await look(boss, "desk-contest-provisional");
  await at(reader, publicAt(desk), "contest-provisional");
  await at(boss, `${contestAt(desk)}/consulted`, "desk-consulted");
  await consult(boss, desk);
  await act(boss, "ready");
  await look(boss, "desk-contest-ready");
  await at(boss, `${contestAt(desk)}/declare`, "desk-declaration-locked");
  await at(two, `${contestAt(desk)}/read-back`, "desk-read-back");
  await readBack(two, desk);
  await at(boss, `${contestAt(desk)}/declare`, "desk-declaration");
  await declare(boss, desk);
  await look(boss, "desk-contest-declared");
  await at(one, sheetAt(desk), "desk-sheet-after-declaration");
  await at(reader, publicAt(desk), "contest-declared");
  await reader.locator("summary", { hasText: "by reason" }).click();
  await reader.getByText("Embed this result").click();
  await look(reader, "contest-declared-open");
  await at(reader, tickerAt(desk), "ticker-declared");
  await at(reader, `${publicAt(desk)}/notice`, "notice");
  await at(reader, `${desk.url}/`, "overview");
  await at(reader, `${desk.url}/contests`, "contests");
  for (const page of ["regions", "regions/london", "nations/england", "parties", "parties/PP53", "timeline"]) await at(reader, `${desk.url}/${page}`, page.replace("/", "-"));
  await at(reader, `${publicAt(desk)}/history`, "history");
  await at(reader, `${desk.url}/cy/contests/${contest}/history`, "history-welsh");
  await at(reader, `${desk.url}/contests/nowhere`, "not-found");
}

// interrupted is a count that is adjourned and then stopped.
async function interrupted(desk, { boss, reader }, look) {
  const at = teller(look);
  await at(boss, `${contestAt(desk, neighbour)}/interruptions`, "desk-interruptions");
  await act(boss, "adjourn", "adjourned", { reason: "the building was cleared", sure: true });
  await look(boss, "desk-contest-adjourned");
  await at(reader, neighbourAt(desk), "contest-adjourned");
  await at(boss, `${contestAt(desk, neighbour)}/interruptions`, "desk-interruptions-adjourned");
  await act(boss, "cancel", "cancelled", { manner: "countermanded", reason: "a candidate of a party died", sure: true });
  await look(boss, "desk-contest-countermanded");
  await at(reader, neighbourAt(desk), "contest-countermanded");
}

// night is a count in the profile `count`, from accounts to what an election court says.
export async function night(desk, visitor, look) {
  const at = teller(look);
  const [one, two, boss, other, reader] = await Promise.all(Array.from({ length: 5 }, () => visitor()));
  await Promise.all([[one, "officer-1"], [two, "officer-2"], [boss, clerk], [other, secondClerk]].map(([page, name]) => signIn(page, desk, name)));
  await verifyBoxes(one, desk);
  await one.goto(papersAt(desk));
  for (const folded of await one.locator("details:not([open]) > summary", { hasText: "Ballot paper account" }).all()) await folded.click();
  await look(one, "desk-accounts");
  await at(boss, contestAt(desk), "desk-contest-to-sign");
  await act(boss, "sign", "signed");
  let codes = await printedCodes(one, desk);
  await look(one, "print-sheets");
  await at(boss, `${contestAt(desk)}/print/verification`, "print-verification");
  await at(one, sheetAt(desk, undefined, "table-1"), "desk-sheet-table");
  await typed(one, desk, "table-1", codes);
  await at(one, sheetAt(desk, undefined, "table-1"), "desk-blind-waiting");
  await typed(two, desk, "table-1", codes);
  await typed(one, desk, "table-2", codes);
  await typed(two, desk, "table-2", codes, { ...sheets["table-2"], [corbyn]: 102, [nargund]: 162 });
  await look(two, "desk-blind-differing");
  await fill(two, { code: codes["table-2"], [corbyn]: 120, [nargund]: 144 });
  await send(two);
  await accepted(two, "sheet");
  await at(one, sheetAt(desk, undefined, "adjudication"), "desk-sheet-adjudication");
  for (const page of [one, two]) await typed(page, desk, "adjudication", codes);
  codes = await recount(desk, { one, two, boss, other, reader, codes }, look);
  await after(desk, { two, boss, other, reader, codes }, look);
}

async function recount(desk, { one, two, boss, other, reader, codes }, look) {
  const at = teller(look);
  await boss.goto(contestAt(desk));
  await makeProvisional(boss);
  await look(boss, "desk-contest-totals-missing");
  await at(boss, `${contestAt(desk)}/print/provisional`, "print-provisional");
  const first = totals(...Object.values(sheets));
  await at(other, `${contestAt(desk)}/totals`, "desk-totals");
  await act(other, "totals", "rekeyed", { code: codes.summary, ...first, [corbyn]: 320 });
  await at(other, `${contestAt(desk)}/totals`, "desk-totals-differ");
  await rekeyed(other, desk, codes, first);
  await look(other, "desk-totals-agree");
  await consult(boss, desk, { "exception.90828": "asks-recount", "note.90828": "two votes apart", "exception.116701": "objects", "note.116701": "wants it on record" });
  await look(boss, "desk-contest-request");
  await at(boss, `${contestAt(desk)}/consulted`, "desk-consulted-request");
  await at(boss, `${contestAt(desk)}/recount`, "desk-recount");
  await act(boss, "recount", "recount", { granted: "yes", candidate: "90828", reason: "two votes apart", units: "some", "unit.table-2": true });
  await look(boss, "desk-contest-recount");
  await at(reader, publicAt(desk), "contest-recount");
  await at(reader, tickerAt(desk), "ticker-recount");
  const again = await printedCodes(one, desk);
  for (const page of [one, two]) await typed(page, desk, "table-2", again, recounted);
  await boss.goto(contestAt(desk));
  await makeProvisional(boss);
  await at(boss, `${contestAt(desk)}/rounds`, "desk-rounds");
  await rekeyed(other, desk, again, atLast());
  return again;
}

const atLast = () => totals(sheets["table-1"], recounted, sheets.adjudication);

// decided takes a tie to its declaration.
async function decided(desk, { two, boss }, look = () => {}) {
  const at = teller(look);
  await consult(boss, desk);
  await look(boss, "desk-contest-tie");
  await at(boss, `${contestAt(desk)}/lot`, "desk-lot");
  await act(boss, "lot", "lot", { chosen: "1120", method: "slips in envelopes", witnessed: "candidates and agents" });
  await act(boss, "ready");
  await readBack(two, desk, atLast());
  await at(boss, `${contestAt(desk)}/declare`, "desk-declaration-lot");
  await at(boss, `${contestAt(desk)}/print/declaration`, "print-declaration");
  await declare(boss, desk);
}

async function after(desk, { two, boss, other, reader, codes }, look) {
  const at = teller(look);
  await decided(desk, { two, boss }, look);
  await at(boss, `${contestAt(desk)}/print/rejected`, "print-rejected");
  await at(reader, publicAt(desk), "contest-lot");
  await at(boss, `${contestAt(desk)}/correction`, "desk-correction");
  await act(boss, "correction", "proposed", { "votes.116701": 110, "votes.72541": 46, electorate: 1310, reason: "two bundles were labelled the wrong way round; the register was read wrongly" });
  await look(boss, "desk-contest-proposed");
  await at(other, contestAt(desk), "desk-contest-to-confirm");
  await act(other, "confirm-change", "corrected");
  await look(other, "desk-contest-corrected");
  await at(reader, publicAt(desk), "contest-corrected");
  await at(reader, tickerAt(desk), "ticker-corrected");
  await at(reader, `${publicAt(desk)}/notice`, "notice-corrected");
  await at(reader, `${desk.url}/`, "overview-corrected");

  await at(boss, `${contestAt(desk)}/withdrawal`, "desk-withdrawal");
  await act(boss, "withdrawal", "proposed", { reason: "declared before the agents had seen the lot", sure: true });
  await at(other, contestAt(desk), "desk-contest-to-withdraw");
  await act(other, "confirm-change", "corrected");
  await look(other, "desk-contest-withdrawn");
  await at(reader, publicAt(desk), "contest-withdrawn");
  await at(reader, tickerAt(desk), "ticker-withdrawn");
  await rekeyed(other, desk, codes, atLast());
  await decided(desk, { two, boss });
  await at(reader, publicAt(desk), "contest-declared-again");
  await at(boss, `${contestAt(desk)}/set-aside`, "desk-set-aside");
  await act(boss, "set-aside", "void", { reason: "[2023] EWHC 2034 (KB)", sure: true });
  await look(boss, "desk-contest-void");
  await at(reader, publicAt(desk), "contest-void");
}

// received is a desk in the profile `media`: a winner called, figures, the notice.
export async function received(desk, visitor, look) {
  const at = teller(look);
  const [one, reader] = await Promise.all([visitor(), visitor()]);
  await signIn(one, desk, "reporter-1");
  await at(one, contestAt(desk), "desk-media-contest");
  await at(one, `${contestAt(desk)}/call`, "desk-call");
  await act(one, "call", "called", { chosen: "1120", source: "phoned" });
  await look(one, "desk-contest-called");
  await at(reader, publicAt(desk), "contest-called");
  await one.goto(sheetAt(desk));
  await fill(one, sheet);
  await one.locator('input[name="source"]').first().check();
  await look(one, "desk-sheet-media");
  await send(one);
  await accepted(one, "sheet");
  await at(reader, publicAt(desk), "contest-reported");
  await at(one, `${contestAt(desk)}/declare`, "desk-confirm-notice");
  await act(one, "declare", "declared");
  await at(reader, publicAt(desk), "contest-media-declared");
  await at(reader, publicAt(desk, uncontested), "contest-uncontested");
  await at(one, contestAt(desk, uncontested), "desk-contest-uncontested");
}

// mediaPack writes an election of two contests that a newsroom follows; in one of them
// there is one candidate and no poll.
export const uncontested = "islington-south-and-finsbury";
export function mediaPack(folder) {
  packOf(folder, dayFromNow(-1), { profile: "media", second_person: "none" });
  const keep = (file, rows) => {
    const [head, ...all] = readFileSync(join(folder, file), "utf8").trim().split("\n");
    writeFileSync(join(folder, file), [head, ...all.filter(rows)].join("\n") + "\n");
  };
  const of = (...contests) => (row) => contests.some((id) => row.startsWith(`${id},`));
  keep("contests.csv", of(contest, uncontested));
  keep("candidates.csv", (row) => of(contest)(row) || row.startsWith(`${uncontested},1,`));
  keep("units.csv", () => false);
  keep("previous.csv", of(contest));
}
