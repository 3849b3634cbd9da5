// Another seat of the demo's election, counted at the desk in parts: its boxes are
// verified one by one and its mini-counts come in one after another.
import { readFileSync } from "node:fs";
import { accepted, fill, send, stand } from "./officer.mjs";

export const neighbour = "hackney-north-and-stoke-newington";
export const neighbourAt = (desk) => `${desk.url}/contests/${neighbour}`;
export const neighbourTickerAt = (desk) => `${desk.url}/embed/contests/${neighbour}`;

// figures are the demo's, by unit and then by the names of the fields.
const figures = {};
for (const row of readFileSync(new URL("../cmd/desk/demo/counts.csv", import.meta.url), "utf8").trim().split("\n")) {
  const [contest, unit, line, figure] = row.split(",");
  if (contest === neighbour) (figures[unit] ??= {})[line] = figure;
}

// countPartly verifies every box, enters the first mini-counts and has them confirmed.
export async function countPartly(page, second, desk, sheets) {
  const boxes = Object.entries(figures).filter(([, lines]) => lines.papers);
  const at = `${desk.url}/desk/contests/${neighbour}`;
  await page.goto(`${at}/papers`);
  await fill(page, Object.fromEntries(boxes.map(([box, lines]) => [`papers.${box}`, lines.papers])));
  await send(page);
  await accepted(page, "papers");
  for (let i = 1; i <= sheets; i++) await stand(page, second, desk, figures[`mini-count-${i}`], "", neighbour, `mini-count-${i}`);
}
