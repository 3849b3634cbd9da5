import { launch } from "./browser.mjs";
const browser = await launch();
const base = "http://127.0.0.1:39472";
const pages = { contests: "/contests", region: "/regions/london", nation: "/nations/wales", regions: "/regions", parties: "/parties", labour: "/parties/PP53", timeline: "/timeline", history: "/contests/zz/history", contest: "/contests/zz", seat: "/contests/aberafan-maesteg", cyregion: "/cy/nations/wales", cyhistory: "/cy/contests/zz/history" };
for (const [w, scheme] of [[320, "light"], [1280, "light"], [390, "dark"]]) {
  const ctx = await browser.newContext({ viewport: { width: w, height: w > 800 ? 1100 : 1300 }, colorScheme: scheme });
  const page = await ctx.newPage();
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(base + path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) console.log(name, w, "overflows by", over);
    await page.screenshot({ path: `/tmp/shots-pages/${name}-${w}-${scheme}.png` });
  }
}
await browser.close();
