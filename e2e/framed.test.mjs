// A page of another site that frames the desk shows nothing of it; the ticker, which is
// made for that, works in a frame that may do nothing but run its script.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { journey } from "./journey.mjs";
import { publicAt, signIn, tickerAt } from "./officer.mjs";

test("the desk in a frame stays blank", journey(async ({ desk: start, visitor, allow, later }) => {
  allow(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE|status of 404/);
  const desk = await start();
  const page = await visitor();
  await signIn(page, desk, "officer-1");
  const framed = [`${desk.url}/desk/`, `${desk.url}/desk/sign-in`, `${desk.url}/desk/nowhere`, publicAt(desk)];
  const frames = framed.map((address) => `<iframe src="${address}"></iframe>`).join("");
  const site = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end(
    `<!doctype html><title>Another site</title><link rel="icon" href="data:,">${frames}<iframe src="${tickerAt(desk)}" sandbox="allow-scripts"></iframe>`));
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  later(() => site.close());
  await page.goto(`http://127.0.0.1:${site.address().port}/`);
  const inside = page.frames().slice(1);
  assert.equal(inside.length, framed.length + 1);
  const ticker = page.frameLocator("iframe").nth(framed.length);
  await ticker.getByText("Islington North").first().waitFor();
  await ticker.locator('[data-state="live"]').waitFor();
  for (const [i, address] of framed.entries()) {
    const shown = await page.frameLocator("iframe").nth(i).locator("body").innerText().catch(() => "");
    assert.doesNotMatch(shown, /Results Desk|My counts|Sign in|Islington/, address);
  }
}));

// Where no script may make markup out of text, one that tries is stopped: the policy
// is in force in this browser.
test("a script that makes markup out of text is stopped", journey(async ({ desk: start, visitor, allow }) => {
  allow(/TrustedHTML|trusted-types|policy: require-trusted-types-for/i);
  const desk = await start();
  const page = await visitor();
  await signIn(page, desk, "officer-1");
  const refused = await page.evaluate(() => [
    () => { document.body.innerHTML = "<p>x"; },
    () => new DOMParser().parseFromString("<p>x", "text/html"),
    () => trustedTypes.createPolicy("x", {}),
  ].map((attempt) => {
    try { attempt(); return ""; } catch (error) { return error.name; }
  }));
  assert.deepEqual(refused, ["TypeError", "TypeError", "TypeError"]);
}));
