// A first visit to a page, as somebody with an empty cache, a slow network and a slow
// device makes it.

// slow is the network and the device of the limits.
export const slow = { latency: 150, throughput: 1.6e6 / 8, cpu: 4, width: 390, height: 800 };

// visit opens an address and stays until the page was live for some seconds. It gives
//   requests  what was loaded, with its bytes as they came, headers included
//   bytes     of all of them
//   lcp       when the largest part was painted, in milliseconds, and what it is
//   shift     how far the page shifted, and what
//   long      tasks over 50 ms, in milliseconds
export async function visit(browser, url, { latency, throughput, cpu, width, height } = slow) {
  const context = await browser.newContext({ viewport: { width, height } });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpu });
    const requests = loaded(devtools);
    await page.addInitScript(observe);
    await page.goto(url, { waitUntil: "load" });
    await page.evaluate(() => fetch(document.querySelector("link[rel=icon]").href)); // a browser without windows asks for none
    await page.locator('#status[data-state="live"]').waitFor();
    await page.waitForTimeout(2_000);
    const seen = await page.evaluate(() => window.seen);
    const all = [...requests.values()].filter(({ bytes }) => bytes);
    return { requests: all, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0), ...seen };
  } finally {
    await context.close();
  }
}

// loaded notes what a page loads.
function loaded(devtools) {
  const requests = new Map();
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => requests.set(requestId, { url: request.url }));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { requests.get(requestId).bytes = encodedDataLength; });
  return requests;
}

// observe notes what a page does on the way; what shifts by itself counts, not what
// somebody types.
function observe() {
  const name = (node) => {
    const element = node?.nodeType === 1 ? node : node?.parentElement;
    return element ? `${element.nodeName.toLowerCase()}${element.id && `#${element.id}`} in ${element.closest("[id]")?.id}` : "what is gone";
  };
  window.seen = { lcp: 0, largest: "", first: 0, shift: 0, shifted: [], long: [] };
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (e) => { seen.lcp = Math.round(e.startTime); seen.largest = name(e.element); });
  watch("paint", (e) => { if (e.name === "first-contentful-paint") seen.first = Math.round(e.startTime); });
  watch("layout-shift", (e) => { if (!e.hadRecentInput) { seen.shift += e.value; seen.shifted.push(...e.sources.map((s) => name(s.node))); } });
  watch("longtask", (e) => seen.long.push(Math.round(e.duration)));
}
