// What officers do at the desk, by the words on its pages.
import { createHmac } from "node:crypto";
import { passphrase } from "./desk.mjs";

export const contest = "islington-north";
export const contestAt = (desk, of = contest) => `${desk.url}/desk/contests/${of}`;
export const papersAt = (desk, of) => `${contestAt(desk, of)}/papers`;
export const sheetAt = (desk, of, unit = "count") => `${contestAt(desk, of)}/units/${unit}`;
export const publicAt = (desk, of = contest) => `${desk.url}/contests/${of}`;
export const tickerAt = (desk, of = contest) => `${desk.url}/embed/contests/${of}`;

// The count of 4 July 2024, by the names of the fields, in the order of the sheet.
export const papers = 49195;
export const sheet = {
  "votes.77121": 1661, "votes.1120": 24120, "votes.117351": 1950, "votes.117355": 32,
  "votes.116701": 2660, "votes.90828": 16873, "votes.72541": 1710,
  "rejected.official-mark": 5, "rejected.over-voted": 71, "rejected.identifiable": 14, "rejected.uncertain": 99,
};

export const figure = (page, name) => page.locator(`input[name="${name}"]`);

// signIn lets somebody in with a passphrase and, where the desk asks for one, a second
// factor: with the first sign-in an authenticator app, afterwards a code from paper.
// look is shown the pages of it.
export async function signIn(page, desk, name, look = () => {}) {
  await showPassphrase(page, desk, name);
  const heading = page.getByRole("heading", { name: /^(My counts|Notes for the public|Set up a second factor|Your second factor)$/ });
  await heading.waitFor();
  switch (await heading.innerText()) {
    case "Set up a second factor":
      await look(page, "desk-enrol");
      await enrol(page, desk, name, look);
      break;
    case "Your second factor":
      await look(page, "desk-second");
      await page.getByText("use a recovery code").click();
      await page.getByLabel("A recovery code from your paper").fill(desk.factors[name].codes.pop());
      await page.getByRole("button", { name: "Use this code" }).click();
      await page.getByRole("heading", { name: "You used a recovery code" }).waitFor();
      await look(page, "desk-recovery-used");
      await page.getByRole("button", { name: "Go on" }).click();
  }
  await page.getByRole("heading", { name: /^(My counts|Notes for the public)$/ }).waitFor();
}

export async function showPassphrase(page, desk, name) {
  await page.goto(`${desk.url}/desk/sign-in`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

// enrol sets an authenticator app up and keeps the recovery codes.
export async function enrol(page, desk, name, look = () => {}) {
  const secret = (await page.locator(".secret").innerText()).replaceAll(" ", "");
  await page.getByLabel("Then type the six digits that it shows").fill(sixDigits(secret));
  await page.getByRole("button", { name: "Set it up" }).click();
  await page.getByRole("heading", { name: `Recovery codes of ${name}` }).waitFor();
  await look(page, "desk-recovery-codes");
  desk.factors[name] = { secret, codes: (await page.locator(".codelist li").allInnerTexts()).map((code) => code.trim()) };
  await page.getByRole("button", { name: "I have them on paper" }).click();
}

// sixDigits are what an authenticator app shows now (RFC 6238); later is by how many
// periods its clock is fast.
export function sixDigits(secret, later = 0) {
  const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac("sha1", key).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// people are signed in, each in a browser context of their own.
export const people = (visitor, desk, ...names) => Promise.all(names.map(async (name) => {
  const page = await visitor();
  await signIn(page, desk, name);
  return page;
}));

// send presses the button of a form of figures.
export const send = (page) => page.locator("form[data-figures] .send button").click();

// accepted waits for the page that answers an accepted form.
export const accepted = (page, what) => page.waitForURL(new RegExp(`[?&]sent=${what}\\b`));

// verify enters the verified papers.
export async function verify(page, desk, total = papers, of = contest) {
  await page.goto(papersAt(desk, of));
  await figure(page, "papers").fill(String(total));
  await send(page);
  await accepted(page, "papers");
}

// fill types figures into the sheet that is open.
export async function fill(page, figures) {
  for (const [name, value] of Object.entries(figures)) await figure(page, name).fill(String(value));
}

// enter sends a sheet, over whatever stands; because answers every warning. It waits
// for a second person then.
export async function enter(page, desk, figures = sheet, because = "", of = contest, unit = "count") {
  await page.goto(sheetAt(desk, of, unit));
  await fill(page, figures);
  await send(page);
  if (because) await answer(page, because);
  await accepted(page, "sheet");
}

// answer gives the same reason for every warning of a form of figures.
export async function answer(page, because) {
  await page.getByText("Not stored yet").waitFor();
  for (const why of await page.locator("textarea[data-answer]").all()) await why.fill(because);
  for (const tick of await page.locator("input[type=checkbox][data-answer]").all()) await tick.check();
  await send(page);
}

// confirm reads the sheet that waits against the paper and says that they agree.
export async function confirm(page, desk, of = contest, unit = "count", code = "") {
  await page.goto(sheetAt(desk, of, unit));
  await page.locator("[data-read]").first().waitFor();
  await page.locator("[data-read]").evaluateAll((all) => { for (const tick of all) tick.checked = true; });
  if (code) await figure(page, "code").fill(code);
  await page.getByRole("button", { name: "The screen agrees with the sheet" }).click();
  await accepted(page, "sheet");
}

// stand takes a sheet to where it counts: one officer types it, another confirms it.
export async function stand(one, two, desk, figures = sheet, because = "", of = contest, unit = "count") {
  await enter(one, desk, figures, because, of, unit);
  await confirm(two, desk, of, unit);
}

// act sends the form of an act that the open page has, on the (Acting) Returning
// Officer's authority where it asks for one.
export async function act(page, path, kind = path, fields = {}) {
  const form = page.locator(`form.act[action$="/${path}"]`);
  await form.waitFor();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`);
    const type = await field.first().evaluate((input) => input.type);
    if (type === "radio") await form.locator(`[name="${name}"][value="${value}"]`).check();
    else if (type === "checkbox") await field.check();
    else if (type === "select-one") await field.selectOption(value);
    else await field.fill(String(value));
  }
  const authority = form.getByLabel("The (Acting) Returning Officer", { exact: true });
  if (await authority.count() > 0) await authority.check();
  await form.locator(".send button").click();
  if (kind) await accepted(page, kind);
}

// actAt does an act that has a page of its own.
export async function actAt(page, desk, path, kind, fields = {}, of = contest) {
  await page.goto(`${contestAt(desk, of)}/${path}`);
  await act(page, path, kind, fields);
}

// The steps of the Returning Officer's clerk. The first begins on the contest's page
// and each ends there.
export const makeProvisional = (page) => act(page, "provisional");
export const consult = (page, desk, fields = {}, of = contest) => actAt(page, desk, "consulted", "consulted", fields, of);

export async function makeReady(page, desk, of = contest) {
  await consult(page, desk, {}, of);
  await act(page, "ready");
}

// readBack types back what the signed sheet says; another officer does it.
export async function readBack(page, desk, figures = sheet, of = contest) {
  await page.goto(`${contestAt(desk, of)}/read-back`);
  const asked = await page.locator("form.act table.sheet input").evaluateAll((all) => all.map((input) => input.name));
  await act(page, "read-back", "read-back", Object.fromEntries(asked.map((name) => [name, figures[name]])));
}

export const declare = (page, desk, of = contest) => actAt(page, desk, "declare", "declared", {}, of);

// declareAll takes a complete count to its declaration: the clerk with an officer who
// reads the figures back.
export async function declareAll(boss, officer, desk, figures = sheet, of = contest) {
  await boss.goto(contestAt(desk, of));
  await makeProvisional(boss);
  await makeReady(boss, desk, of);
  await readBack(officer, desk, figures, of);
  await declare(boss, desk, of);
}

// count takes the whole night of the contest that is counted as one.
export async function count(desk, [one, two, boss], figures = sheet) {
  await verify(one, desk);
  await stand(one, two, desk, figures);
  await declareAll(boss, two, desk, figures);
}
