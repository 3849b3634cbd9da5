// A journey is a test through the eyes of people at browsers. Whatever it is about,
// it fails when any of its pages had an error, a request that failed, or something
// that the content security policy refused.
import assert from "node:assert/strict";
import { after } from "node:test";
import { launch } from "./browser.mjs";
import { startDemo, startDesk } from "./desk.mjs";

// Longer than anything on a desk may take, in milliseconds.
const patience = 15_000;

// journey makes a test of what people do. They are given
//   demo(), desk(options)   a desk of their own
//   browser()               one more browser, where a context of the first is too close
//   visitor(options)        a page in a context of its own; options as of a browser
//                           context, and `browser`
//   allow(pattern)          says which faults belong to the story
//   later(end)              is done at the end, last first
//   note(text)              a line in the test's report
export function journey(steps) {
  return async (t) => {
    const ends = [], pages = [], faults = [], allowed = [];
    const later = (end) => ends.push(end);
    const began = async (starting) => {
      const desk = await starting;
      later(() => desk.stop());
      return desk;
    };
    const browser = async () => {
      const another = await launch();
      later(() => another.close());
      return another;
    };
    try {
      await steps({
        demo: () => began(startDemo()),
        desk: (options) => began(startDesk(options)),
        browser,
        visitor: async ({ browser: own, ...options } = {}) => {
          const context = await (own ?? await shared()).newContext(options);
          later(() => context.close());
          context.setDefaultTimeout(patience);
          await listen(context, faults);
          pages.push(await context.newPage());
          return pages.at(-1);
        },
        allow: (pattern) => allowed.push(pattern),
        later,
        note: (text) => t.diagnostic(text),
      });
    } catch (error) {
      for (const fault of faults) t.diagnostic(fault);
      for (const page of pages) t.diagnostic(`${page.url()} shows:\n${await page.locator("body").innerText({ timeout: 1_000 }).catch(String)}`);
      throw error;
    } finally {
      for (const end of ends.reverse()) {
        try {
          await end();
        } catch (error) {
          faults.push(`at the end: ${error.message}`);
        }
      }
    }
    assert.deepEqual(faults.filter((fault) => !allowed.some((pattern) => pattern.test(fault))), [], "faults of the pages");
  };
}

// Journeys of one file share a browser; each page has a context, and so cookies and
// a cache, of its own.
let first;
const shared = () => first ??= launch();
after(async () => (await first)?.close());

// What a page gave up because its reader went on is no fault.
const givenUp = /net::ERR_ABORTED|WebSocket is closed before the connection is established/;

// listen writes down every fault of a context's pages and frames.
async function listen(context, faults) {
  const fault = (text) => givenUp.test(text) || faults.push(text);
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) fault(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => fault(`error: ${error.error().stack}`));
  context.on("requestfailed", (request) => fault(`request: ${request.method()} ${request.url()}: ${request.failure().errorText}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
  });
}
