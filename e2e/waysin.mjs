// The ways into the desk and out of it, page by page, as people with the longest names
// meet them on a desk for which browsers make passkeys; see story.mjs for look.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { clerk, passphrase } from "./desk.mjs";
import { enrol, figure, papersAt, send, sheetAt, showPassphrase, signIn } from "./officer.mjs";

// The longest name that the desk takes: 64 characters.
export const longName = "the-officer-of-the-count-at-the-leisure-centre-in-hall-2-table-9";
const pin = "402913";

// crowd are the people of a large count, with the roles and the contests that they have.
export const crowd = (tables) => [["administrator", "administrator"], [longName, "returning-officer"],
  ...Array.from({ length: tables }, (_, i) => [`table-${String(i + 1).padStart(2, "0")}`, "count-officer", i % 2 ? "islington-north" : "islington-north,islington-south-and-finsbury,hackney-north-and-stoke-newington"])];

export async function waysIn(desk, visitor, look) {
  const [admin, long, one] = [await visitor(), await visitor(), await visitor()];
  await withPasskeys(long);
  await admin.goto(`${desk.url}/desk/sign-in`);
  await admin.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
  await look(admin, "way-sign-in");
  await signIn(admin, desk, "administrator");
  await administered(desk, { admin, long }, look);
  await proved(desk, long, look);
  await ended(desk, { admin, long, one }, look);
  await failing(desk, { one }, look);
}

async function withPasskeys(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true } });
}

// administered is who lets others in, and an invitation from link to first page.
async function administered(desk, { admin, long }, look) {
  await admin.goto(`${desk.url}/desk/officers`);
  await look(admin, "way-officers");
  await admin.getByRole("link", { name: longName }).click();
  await admin.getByRole("button", { name: /nvite again|new invitation/ }).click();
  await admin.getByText("Shown this once").waitFor();
  await look(admin, "way-officer-invited");
  await long.goto((await admin.locator(".invitation").innerText()).trim());
  await look(long, "way-invitation");
  await choose(long, "islington", "islington");
  await long.locator(".notice.alarm").waitFor();
  await look(long, "way-invitation-refused");
  await choose(long, passphrase, passphrase);
  await long.getByRole("heading", { name: "Set up a second factor" }).waitFor();
  await look(long, "way-enrol");
  await long.getByLabel("Then type the six digits").fill("000000");
  await long.getByRole("button", { name: "Set it up" }).click();
  await long.getByText("not the six digits").waitFor();
  await look(long, "way-enrol-wrong");
  await enrol(long, desk, longName, look);
  await long.getByRole("heading", { name: "My counts" }).waitFor();
  await long.goto(`${desk.url}/desk/factors`);
  await long.getByLabel("What you call it").fill("the second security key from the safe in the back office");
  await long.locator("form[data-make] button").click();
  await long.locator(".keyring li").getByText(/from the safe/).first().waitFor();
  await look(long, "way-factors");
}

async function choose(page, passphrase, again) {
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByLabel("The same again").fill(again);
  await page.keyboard.press("Enter");
}

async function choosePIN(page, pin) {
  await page.getByLabel("PIN of six digits").fill(pin);
  await page.getByLabel("The same again").fill(pin);
  await page.keyboard.press("Enter");
}

// proved is a person who shows again who it is; the second time with a form that waits.
async function proved(desk, page, look) {
  desk.later(11, "proved_at");
  await page.goto(`${desk.url}/desk/factors`);
  await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  await look(page, "way-prove");
  await page.getByLabel("Passphrase").fill("wrong");
  await page.keyboard.press("Enter");
  await page.getByText("That is wrong.").waitFor();
  await look(page, "way-prove-wrong");
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your second factors" }).waitFor();
  desk.later(11, "proved_at");
  await page.getByRole("button", { name: "codes" }).click();
  await page.getByText("Nothing was sent").waitFor();
  await look(page, "way-prove-kept");
}

// ended is a session that is about to end, has ended, and was taken over.
async function ended(desk, { admin, long, one }, look) {
  await one.clock.install();
  await signIn(one, desk, "table-01");
  await one.goto(papersAt(desk));
  await figure(one, "papers").fill("49195");
  desk.later(28.1);
  await one.clock.fastForward(28.1 * 60_000);
  await one.getByText("Are you still there?").waitFor();
  await look(one, "way-idle");
  await one.getByRole("button", { name: "Go on" }).click();
  await one.getByRole("alertdialog").waitFor({ state: "detached" });
  await long.goto(`${desk.url}/desk/people`);
  await choosePIN(long, pin); // by somebody who has not shown for a while who it is
  await long.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  await long.getByLabel("Passphrase").fill(passphrase);
  await long.keyboard.press("Enter");
  await long.getByRole("heading", { name: "People at this laptop" }).waitFor();
  await choosePIN(long, "123456");
  await long.getByText("Others would try that PIN first").waitFor();
  await look(long, "way-people-refused");
  await choosePIN(long, pin);
  await long.getByRole("button", { name: "Add a person" }).click();
  await long.getByText("come back by PIN").waitFor();
  await look(long, "way-beside");
  await long.getByLabel("Name").fill("table-02");
  await long.getByLabel("Passphrase").fill(passphrase);
  await long.keyboard.press("Enter");
  await long.getByRole("heading", { name: "People at this laptop" }).waitFor();
  await look(long, "way-people");
  await long.goto(`${desk.url}/desk/change-person?next=/desk/`);
  await long.getByLabel("PIN", { exact: true }).fill("111111");
  await long.keyboard.press("Enter");
  await long.getByText("The PIN is wrong.").waitFor();
  await look(long, "way-change-wrong");
  await long.getByLabel("PIN", { exact: true }).fill(pin);
  await long.keyboard.press("Enter");
  await long.getByRole("heading", { name: "My counts" }).waitFor();
  await look(long, "way-my-counts");
  await signIn(await visitorBeside(long), desk, longName);
  await long.goto(`${desk.url}/desk/sessions`);
  await look(long, "way-sessions");
  await admin.goto(`${desk.url}/desk/officers`);
  await admin.getByLabel("Passphrase").fill(passphrase);
  await admin.keyboard.press("Enter");
  await admin.getByRole("link", { name: longName }).click();
  await look(admin, "way-officer-here");
  await admin.goto(`${desk.url}/desk/officers/table-01`);
  await admin.getByRole("button", { name: "Sign out everywhere" }).click();
  await one.getByText("You were signed out.").waitFor();
  await look(one, "way-signed-out");
}

const visitorBeside = async (page) => (await page.context().browser().newContext({ reducedMotion: "reduce" })).newPage();

// failing is what does not go well: too many tries, and a file that something else holds.
async function failing(desk, { one }, look) {
  for (let i = 0; i < 6; i++) {
    await one.goto(`${desk.url}/desk/sign-in`);
    await one.getByLabel("Name").fill("table-01");
    await one.getByLabel("Passphrase").fill("wrong");
    await one.keyboard.press("Enter");
    await one.locator(".notice.alarm").waitFor();
  }
  await one.getByText("Too many tries.").waitFor();
  await look(one, "way-limited");
  await signIn(one, desk, "table-02");
  await one.goto(papersAt(desk));
  await figure(one, "papers").fill("49195");
  const held = await holder(desk);
  await send(one);
  await one.getByText("The desk is busy").waitFor();
  await look(one, "way-busy");
  await held.end();
}

// holder holds the desk's file as another program would.
async function holder(desk) {
  const shell = spawn("sqlite3", [join(desk.folder, "desk.db")], { stdio: ["pipe", "pipe", "inherit"] });
  shell.stdin.write("BEGIN IMMEDIATE;\nSELECT 'held';\n");
  await once(shell.stdout, "data");
  return { end: () => new Promise((resolve) => { shell.once("exit", resolve); shell.stdin.end("ROLLBACK;\n"); }) };
}
