// A small count with everything in it: the candidates of Islington North, two tables
// that send doubtful papers to adjudication, boxes with ballot paper accounts. The
// figures are made for this night: two votes apart, then a recount makes a tie.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayFromNow, packOf } from "./desk.mjs";
import { accepted, contest, contestAt, fill, papersAt, send, sheetAt } from "./officer.mjs";

// countPack writes it in the profile `count`; second is its policy of the second person.
export const countPack = (second) => (folder) => {
  packOf(folder, dayFromNow(-1), { profile: "count", second_person: second });
  const write = (file, ...lines) => writeFileSync(join(folder, file), lines.join("\n") + "\n");
  const candidates = readFileSync(join(folder, "candidates.csv"), "utf8").trim().split("\n");
  write("candidates.csv", candidates[0], ...candidates.filter((line) => line.startsWith(`${contest},`)));
  write("contests.csv", "id,name,electorate,electorate_status,electorate_source,seats", `${contest},Islington North,1300,final,made for this night,1`);
  write("previous.csv", "contest,kind,date,id,party,votes");
  write("units.csv", "contest,id,name,kind,place,fed_by,doubtful",
    `${contest},box-1,Box 1,box,Town hall,,`,
    `${contest},box-2,Box 2,box,Library,,`,
    `${contest},postal-1,Postal session 1,postal,,,`,
    `${contest},table-1,Table 1,table,,box-1 postal-1,sent`,
    `${contest},table-2,Table 2,table,,box-2,sent`,
    `${contest},adjudication,Adjudication,adjudication,,,adjudicated`);
};

// accounts are the verified boxes, by the names of the fields. In box 2 one paper less
// was found than its account lets expect.
const accounts = {
  "papers.box-1": 300, "entrusted.box-1": 500, "unused-papers.box-1": 198, "spoilt.box-1": 2, "tendered.box-1": 0,
  "papers.box-2": 400, "entrusted.box-2": 600, "unused-papers.box-2": 197, "spoilt.box-2": 2, "tendered.box-2": 1,
  "papers.postal-1": 200,
};
const missing = "one paper was taken away by an elector, says the presiding officer";

const order = ["77121", "1120", "117351", "117355", "116701", "90828", "72541"];
const votes = (...figures) => Object.fromEntries(order.map((id, i) => [`votes.${id}`, figures[i]]));

export const corbyn = "votes.1120", nargund = "votes.90828";
export const sheets = {
  "table-1": { ...votes(30, 180, 40, 5, 60, 150, 25), doubtful: 10 },
  "table-2": { ...votes(25, 120, 30, 4, 50, 144, 20), doubtful: 7 },
  adjudication: { ...votes(1, 2, 0, 0, 1, 6, 0), "rejected.official-mark": 0, "rejected.over-voted": 3, "rejected.identifiable": 1, "rejected.uncertain": 3 },
};

// recounted is table 2 after one paper was found in the wrong bundle.
export const recounted = { ...sheets["table-2"], [corbyn]: 119, [nargund]: 145 };

// totals adds sheets up, as somebody does on paper for the summary.
export function totals(...all) {
  const sums = {};
  for (const one of all) for (const [name, figure] of Object.entries(one)) if (name !== "doubtful") sums[name] = (sums[name] ?? 0) + figure;
  return sums;
}

// verifyBoxes enters boxes with their ballot paper accounts. The difference of box 2
// wants an explanation.
export async function verifyBoxes(page, desk) {
  await page.goto(papersAt(desk));
  for (const summary of await page.locator("summary", { hasText: "Ballot paper account" }).all()) await summary.click();
  await fill(page, accounts);
  assert.match(await page.locator("[data-variance]").nth(1).innerText(), /−1/, "the difference is there while it is typed");
  await page.locator('[name="explanation.box-2"]').fill(missing);
  await send(page);
  await accepted(page, "papers");
}

// printedCodes reads the codes off the printed sheets, as people do.
export async function printedCodes(page, desk) {
  await page.goto(`${contestAt(desk)}/print/sheets`);
  const codes = await page.locator("article.sheet .code .figure").allInnerTexts();
  assert.equal(codes.length, 4, "three units and the summary");
  return Object.fromEntries([...Object.keys(sheets), "summary"].map((name, i) => [name, codes[i].trim()]));
}

// typed is a unit's sheet as one officer types it, without seeing another's figures.
export async function typed(page, desk, unit, codes, figures = sheets[unit]) {
  await page.goto(sheetAt(desk, undefined, unit));
  const shown = await page.locator("input[data-part]").evaluateAll((all) => all.map((input) => input.value).join(""));
  assert.equal(shown, "", `${unit}: the form is blank`);
  await fill(page, { code: codes[unit], ...figures });
  await send(page);
  await accepted(page, "sheet");
}

// rekeyed types the totals of the paper summary by keys alone, without seeing the
// desk's.
export async function rekeyed(page, desk, codes, sums) {
  await page.goto(`${contestAt(desk)}/totals`);
  assert.equal(await page.locator("form.act input[data-part]").evaluateAll((all) => all.map((input) => input.value).join("")), "");
  await page.locator("form.act input[data-part]").first().focus(); // a difference said above has it first
  for (const text of [codes.summary, ...Object.values(sums)]) {
    await page.keyboard.type(String(text));
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Enter"); // past the total of rejected papers, which may stay blank
  await page.keyboard.press("Enter"); // on the button
  await accepted(page, "rekeyed");
  await page.getByText("The totals typed blind agree with the desk.").waitFor();
}
