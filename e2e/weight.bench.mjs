// What a first visit to the overview of a finished night of 650 seats costs, against the
// limits: bytes, the largest paint, layout shifts; the largest paint also where each
// connection costs the round trips of TCP, and of TCP and TLS. Of the night that web/pushed_test.go
// serves, or of the desk at SITE.
import { launch } from "./browser.mjs";
import { startPushed, without } from "./pushed.mjs";
import { slowly } from "./slowly.mjs";
import { slow, visit } from "./visiting.mjs";

if (without && !process.env.SITE) throw new Error(without);
const limit = { bytes: 70_000, lcp: 1_500 };
const night = process.env.SITE ? { url: process.env.SITE, stop: () => {} } : await startPushed();
const browser = await launch();
try {
  await night.push?.("all=1");
  for (const path of ["/", "/cy/"]) {
    for (const rounds of [1, 2]) {
      const line = await slowly(night.url, { ...slow, rounds });
      const painted = [];
      for (let i = 0; i < 5; i++) painted.push((await visit(browser, line.url + path, { ...slow, latency: 0, throughput: -1 })).lcp);
      line.stop();
      painted.sort((a, b) => a - b);
      console.log(`${path} 390 px, ${rounds} round trips a connection: painted most ${painted.join(", ")} ms, median ${ratio(painted[2], limit.lcp)}`);
    }
    for (const width of [320, 390, 1280]) {
      const seen = await visit(browser, night.url + path, { ...slow, width });
      if (width === 390) for (const { url, bytes } of seen.requests) console.log(`${String(bytes).padStart(7)} ${new URL(url).pathname}`);
      console.log(`${path} ${width} px: ${seen.bytes} bytes in ${seen.requests.length} requests (${ratio(seen.bytes, limit.bytes)}), ` +
        `painted first ${seen.first} ms, most ${seen.lcp} ms (${ratio(seen.lcp, limit.lcp)}, ${seen.largest}), ` +
        `layout shift ${seen.shift.toFixed(4)}${seen.shifted.length ? `: ${[...new Set(seen.shifted)].join(", ")}` : ""}, tasks over 50 ms: ${seen.long.join(", ") || "none"}`);
    }
  }
} finally {
  await browser.close();
  await night.stop();
}

function ratio(of, most) {
  return `${(of / most).toFixed(2)} of the limit`;
}
