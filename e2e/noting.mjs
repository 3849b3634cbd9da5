// What editors do with notes for the public.
import { contestAt, publicAt, signIn, tickerAt } from "./officer.mjs";

export const editor = ["editor-1", "editor"];

// write looks at a note first and publishes it.
export async function write(page, text, look = () => {}) {
  await page.getByLabel("Note").fill(text);
  await page.getByRole("button", { name: "Look at it first" }).click();
  await page.getByText("As readers will see it. NOT SENT.").waitFor();
  await look(page, "desk-note-preview");
  await page.getByRole("button", { name: /^Publish/ }).click();
  await page.getByText("The note is published.").waitFor();
}

// noted is every page with a note on it, of editors and of readers.
export async function noted(desk, visitor, look) {
  const [page, reader] = await Promise.all([visitor(), visitor()]);
  await signIn(page, desk, editor[0]);
  await look(page, "desk-notes-none");
  await page.goto(`${contestAt(desk)}/editors-notes`);
  await page.getByRole("button", { name: "Look at it first" }).click();
  await page.getByText("The note is empty.").first().waitFor();
  await look(page, "desk-note-refused");
  await write(page, "Counting began late.\n\nTwo boxes were held up on the road; Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch is not affected.", look);
  await page.getByRole("link", { name: /^Edit the note of/ }).click();
  await write(page, "Counting began at 00:40.");
  await look(page, "desk-notes-contest");
  await page.getByRole("link", { name: /^Withdraw the note of/ }).click();
  await look(page, "desk-note-withdraw");
  await page.goto(`${desk.url}/desk/overview/editors-notes`);
  await write(page, "First results from 23:00.");
  await page.goto(`${desk.url}/desk/notes`);
  await look(page, "desk-notes");
  for (const [address, name] of [[publicAt(desk), "contest-noted"], [tickerAt(desk), "ticker-noted"], [`${desk.url}/`, "overview-noted"], [`${desk.url}/cy/`, "overview-noted-cy"]]) {
    await reader.goto(address);
    await look(reader, name);
  }
}
