import { launch } from "./browser.mjs";
import { mkdirSync } from "node:fs";
import { clerk, closedPack, startDesk } from "./desk.mjs";
import { contestAt, sheet, sheetAt, papersAt, signIn, figure, fill, send, accepted, verify } from "./officer.mjs";
const out = "/tmp/shots"; mkdirSync(out, { recursive: true });
const browser = await launch();
const desk = await startDesk({ pack: closedPack });
const errors = [];
async function person(name) {
  const ctx = await browser.newContext(); const p = await ctx.newPage();
  p.on("console", (m) => { if (m.type() === "error") errors.push(p.url() + " " + m.text()); });
  await signIn(p, desk, name); return p;
}
async function shot(page, name) {
  for (const [w, s] of [[1280, "light"], [390, "light"], [320, "dark"]]) {
    await page.setViewportSize({ width: w, height: 900 });
    await page.emulateMedia({ colorScheme: s });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) errors.push(`${name} at ${w}: ${wide}px too wide`);
    await page.screenshot({ path: `${out}/${name}-${w}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
try {
  const one = await person("officer-1"), two = await person("officer-2"), boss = await person(clerk);
  await verify(one, desk);
  await two.goto(sheetAt(desk));
  await one.goto(sheetAt(desk)); await fill(one, sheet); await send(one); await accepted(one, "sheet");
  await boss.goto(contestAt(desk)); await shot(boss, "1-waiting");
  await fill(two, sheet); await send(two); await accepted(two, "sheet");
  await boss.goto(contestAt(desk)); await shot(boss, "2-complete");
  await boss.getByRole("button", { name: "Make provisional" }).click(); await boss.waitForLoadState();
  await shot(boss, "3-refused");
  await boss.getByLabel("A deputy, authorised in writing").check();
  await boss.getByRole("button", { name: "Make provisional" }).click(); await accepted(boss, "provisional");
  await shot(boss, "4-provisional");
  await boss.goto(contestAt(desk) + "/consulted"); await shot(boss, "5-consulted");
  await boss.locator('select[name="exception.90828"]').selectOption("asks-recount");
  await boss.getByLabel("The (Acting) Returning Officer").check();
  await boss.getByRole("button", { name: "Those present were consulted" }).click(); await accepted(boss, "consulted");
  await boss.goto(contestAt(desk) + "/recount"); await shot(boss, "6-recount");
  await boss.getByLabel("refused").check(); await boss.locator("textarea").fill("7,247 votes apart");
  await boss.getByRole("button", { name: "Record the decision" }).click(); await accepted(boss, "recount");
  await boss.goto(contestAt(desk) + "/interruptions"); await shot(boss, "7-interruptions");
  await boss.goto(contestAt(desk) + "/rounds"); await shot(boss, "8-rounds");
  await boss.goto(contestAt(desk)); await boss.getByRole("button", { name: "Ready to declare" }).click(); await accepted(boss, "ready");
  await two.goto(contestAt(desk) + "/read-back"); await shot(two, "9-readback");
  await figure(two, "votes.1120").fill("24120"); await figure(two, "votes.90828").fill("16873");
  await two.getByRole("button", { name: "Compare with the desk" }).click(); await accepted(two, "read-back");
  await boss.goto(contestAt(desk) + "/declare"); await shot(boss, "10-declare");
  await boss.getByLabel("The (Acting) Returning Officer").check();
  await boss.getByRole("button", { name: "Declare the result" }).click(); await accepted(boss, "declared");
  await boss.locator(".undos").count(); await shot(boss, "11-declared");
  await boss.goto(contestAt(desk) + "/correction"); await shot(boss, "12-correction");
  await boss.goto(contestAt(desk) + "/withdrawal"); await shot(boss, "13-withdrawal");
  await boss.goto(contestAt(desk) + "/correction");
  await figure(boss, "rejected.uncertain").fill("26"); await boss.locator("textarea").fill("as in the statement");
  await boss.getByRole("button", { name: "Propose the correction" }).click(); await accepted(boss, "proposed");
  await boss.locator("summary").first().click(); await shot(boss, "14-proposed");
  await two.goto(desk.url + "/desk/"); await shot(two, "15-counts");
} catch (e) { console.error(e); } finally { console.log(errors.join("\n")); await browser.close(); await desk.stop(); }
