// Second factors through the eyes of a clerk: keys alone, figures that survive both
// steps, and a passkey.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clerk, passphrase } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { contestAt, enrol, papersAt, showPassphrase, signIn, sixDigits } from "./officer.mjs";

test("a clerk signs in by keys alone, and a form comes back through both steps", journey(async ({ desk: start, visitor, allow }) => {
  allow(/status of 401/);
  const desk = await start();
  const page = await visitor();
  await signIn(page, desk, clerk);
  await page.goto(papersAt(desk));
  await page.locator('input[name="papers"]').fill("49,195");
  await page.context().clearCookies();
  await page.locator("form[data-figures] .send button").click();
  await page.getByText("You were signed out").first().waitFor();
  await page.getByLabel("Name").fill(clerk);
  await page.getByLabel("Passphrase").focus();
  await page.keyboard.type(passphrase);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your second factor" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "code", "the code has the focus");
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await page.getByText("That is not right.").waitFor();
  await page.getByLabel("Six digits").focus();
  await page.keyboard.type(sixDigits(desk.factors[clerk].secret, 1));
  await page.keyboard.press("Enter");
  await page.getByText("Your figures are back. NOT SENT.").waitFor();
  assert.equal(await page.locator('input[name="papers"]').inputValue(), "49,195");
}));

test("without script a clerk sets an authenticator up and signs in", journey(async ({ desk: start, visitor }) => {
  const desk = await start();
  const page = await visitor({ javaScriptEnabled: false });
  await signIn(page, desk, clerk);
  await page.goto(`${desk.url}/desk/factors`);
  await page.getByText("Set up on").waitFor();
  assert.equal(await page.locator("form[data-passkey]:visible").count(), 0);
}));

test("a passkey is made at the first sign-in and is both factors afterwards", journey(async ({ desk: start, visitor, note }) => {
  const desk = await start({ localhost: true });
  const page = await visitor();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true } });
  await showPassphrase(page, desk, clerk);
  await page.getByRole("heading", { name: "Set up a second factor" }).waitFor();
  await page.getByRole("button", { name: "Make a passkey" }).click();
  await page.getByRole("heading", { name: `Recovery codes of ${clerk}` }).waitFor();
  await page.getByRole("button", { name: "I have them on paper" }).click();
  await page.getByRole("heading", { name: "My counts" }).waitFor();

  const began = performance.now();
  await page.context().clearCookies();
  await page.goto(contestAt(desk));
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL(contestAt(desk));
  note(`signed in by passkey, from page to page, in ${(performance.now() - began).toFixed(0)} ms`);

  await page.context().clearCookies();
  await showPassphrase(page, desk, clerk);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByRole("heading", { name: "My counts" }).waitFor();
  await page.goto(`${desk.url}/desk/factors`);
  await page.getByText("this device").first().waitFor();
  await page.getByText("last used on").waitFor();

  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.context().clearCookies();
  await page.goto(`${desk.url}/desk/sign-in`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("Nothing was chosen").waitFor();
}));
