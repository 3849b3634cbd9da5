// How a page bears ten updates a second on a slow device: the overview of 650 seats and
// a contest, for a minute each at a quarter of this machine's speed. Prints long tasks and
// layout shifts; asserts nothing. SECONDS=10 makes it shorter.
import { launch } from "./browser.mjs";
import { startPushed, without } from "./pushed.mjs";

if (without) throw new Error(without);
const seconds = Number(process.env.SECONDS ?? 60);
const night = await startPushed();
const browser = await launch();
try {
  await night.push("acts=707"); // a hundred seats are declared, one is being counted
  const contest = await night.push("acts=1");
  for (const path of ["/", `/contests/${contest}`]) console.log(`${path}: ${await measured(path)}`);
} finally {
  await browser.close();
  await night.stop();
}

async function measured(path) {
  const page = await browser.newPage();
  const wire = { bytes: 0, frames: 0 };
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  devtools.on("Network.webSocketFrameReceived", ({ response }) => { wire.frames++; wire.bytes += response.payloadData.length; });
  await page.goto(night.url + path);
  await page.locator('#status[data-state="live"]').waitFor();
  await page.waitForTimeout(2_000);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.evaluate(observe);
  await night.push(`every=100ms&for=${seconds}s`);
  await page.waitForTimeout(3_000);
  const { long, shifts } = await page.evaluate(() => window.seen);
  await page.close();
  const total = shifts.reduce((sum, s) => sum + s.value, 0);
  return [`${wire.frames} frames of ${Math.round(wire.bytes / wire.frames)} characters in ${seconds} s`,
    `${long.length} tasks over 50 ms${long.length ? `, longest ${Math.max(...long)} ms` : ""}`,
    `layout shift ${total.toFixed(4)}${shifts.length ? `: ${[...new Set(shifts.flatMap((s) => s.sources))].slice(0, 8).join(", ")}` : ""}`].join("; ");
}

function observe() {
  const name = (node) => node?.nodeType === 1 ? `${node.nodeName.toLowerCase()}${node.id && `#${node.id}`} in ${node.closest("[id]")?.id}` : `text in ${node?.parentElement?.closest("[id]")?.id}`;
  window.seen = { long: [], shifts: [] };
  new PerformanceObserver((list) => list.getEntries().forEach((e) => window.seen.long.push(Math.round(e.duration)))).observe({ type: "longtask" });
  new PerformanceObserver((list) => list.getEntries().forEach((e) => window.seen.shifts.push({ value: e.value, sources: e.sources.map((s) => name(s.node)) }))).observe({ type: "layout-shift" });
}
