// The first minute of a new officer: from a printed page to the first figure.
import assert from "node:assert/strict";
import { test } from "node:test";
import { passphrase } from "./desk.mjs";
import { journey } from "./journey.mjs";
import { papersAt } from "./officer.mjs";

test("from an invitation to the first figure", journey(async ({ desk: start, visitor, allow }) => {
  allow(/410/);
  const desk = await start(), page = await visitor();
  const address = desk.invite("officer-1");
  await page.goto(address);
  await page.getByRole("heading", { name: "Welcome, officer-1" }).waitFor();
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByLabel("The same again").fill(passphrase);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "My counts" }).waitFor();
  await page.goto(papersAt(desk));
  assert.equal(await page.locator("input[data-part]").first().evaluate((input) => input === document.activeElement), true, "the first figure has the focus");
  await page.goto(address);
  await page.getByText("This invitation has been used.").waitFor();
}));
