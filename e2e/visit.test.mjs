// A first visit on a slow network and a slow device: nothing moves while a page is
// drawn and goes live, and the overview of a finished night of 650 seats stays light.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "./browser.mjs";
import { startPushed, without } from "./pushed.mjs";
import { slow, visit } from "./visiting.mjs";

test("nothing shifts when a page goes live", { skip: without }, async (t) => {
  const night = await startPushed(), browser = await launch();
  try {
    const contest = await night.push("all=1");
    await Promise.all([["/", 320], ["/cy/", 1280], [`/cy/contests/${contest}`, 320], ["/regions/london", 390], [`/embed/contests/${contest}`, 320]].map(async ([path, width]) => {
      const seen = await visit(browser, night.url + path, { ...slow, width });
      assert.deepEqual([seen.shift, seen.shifted], [0, []], `${path} at ${width} px`);
      assert.ok(seen.bytes < 70_000, `${path} takes ${seen.bytes} bytes`);
      t.diagnostic(`${path} at ${width} px: ${seen.bytes} bytes`);
    }));
  } finally {
    await browser.close();
    await night.stop();
  }
});
