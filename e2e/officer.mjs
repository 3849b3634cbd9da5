// What an officer does at the desk, by the words on its pages.
import { clerk, passphrase } from "./desk.mjs";

export const contest = "islington-north";
export const contestAt = (desk) => `${desk.url}/desk/contests/${contest}`;
export const papersAt = (desk) => `${contestAt(desk)}/papers`;
export const sheetAt = (desk) => `${contestAt(desk)}/units/count`;
export const publicAt = (desk) => `${desk.url}/contests/${contest}`;
export const tickerAt = (desk) => `${desk.url}/embed/contests/${contest}`;

// The count of 4 July 2024, by the names of the fields, in the order of the sheet.
export const papers = 49195;
export const sheet = {
  "votes.77121": 1661, "votes.1120": 24120, "votes.117351": 1950, "votes.117355": 32,
  "votes.116701": 2660, "votes.90828": 16873, "votes.72541": 1710,
  "rejected.official-mark": 5, "rejected.over-voted": 71, "rejected.identifiable": 14, "rejected.uncertain": 99,
};

export const figure = (page, name) => page.locator(`input[name="${name}"]`);

// signIn lets somebody in with a passphrase.
export async function signIn(page, desk, name) {
  await page.goto(`${desk.url}/desk/sign-in`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "My counts" }).waitFor();
}

// send presses the form's button.
export const send = (page) => page.locator("form[data-figures] button").click();

// accepted waits for the page that answers an accepted form.
export const accepted = (page, what) => page.waitForURL(new RegExp(`[?&]sent=${what}\\b`));

// verify enters the verified papers.
export async function verify(page, desk, total = papers) {
  await page.goto(papersAt(desk));
  await figure(page, "papers").fill(String(total));
  await send(page);
  await accepted(page, "papers");
}

// fill types figures into the sheet that is open.
export async function fill(page, figures) {
  for (const [name, value] of Object.entries(figures)) await figure(page, name).fill(String(value));
}

// enter sends a sheet, over whatever stands.
export async function enter(page, desk, figures = sheet) {
  await page.goto(sheetAt(desk));
  await fill(page, figures);
  await send(page);
  await accepted(page, "sheet");
}

// The clerk's three steps. Each begins on the contest's page.
export async function makeProvisional(page) {
  await page.getByLabel("The (Acting) Returning Officer").check();
  await page.getByRole("button", { name: "Make provisional" }).click();
  await accepted(page, "provisional");
}

export async function makeReady(page) {
  await page.getByRole("button", { name: "Ready to declare" }).click();
  await accepted(page, "ready");
}

export async function declare(page) {
  await page.getByRole("link", { name: "Declare the result" }).click();
  await page.getByLabel("The (Acting) Returning Officer").check();
  await page.getByRole("button", { name: "Declare the result" }).click();
  await accepted(page, "declared");
}

// declareAll takes a complete count to its declaration, as the clerk.
export async function declareAll(page, desk) {
  await signIn(page, desk, clerk);
  await page.goto(contestAt(desk));
  await makeProvisional(page);
  await makeReady(page);
  await declare(page);
}
