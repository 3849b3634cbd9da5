// Keeps a results page as new as the desk: it follows the page's topic over a
// WebSocket and changes the page in place (morph.js). The page is complete without it.
//
// A message is the whole state of the topic, or what changed since the state that the
// page shows. One that is lost, repeated or late does no harm: whatever is not newer
// than what is shown, by (epoch, revision), is thrown away, and what builds on another
// state than is shown, or does not fit, is not shown but asked for whole.
//
// Counts go from one value to the next at once. What a page shows is what some revision
// says, at every moment: no count runs through values between.
//
// How old the figures are is judged by how long ago the desk was last heard, never by
// the clock of the reader's device.
"use strict";

(() => {
  const live = document.getElementById("live");
  const statusLine = document.getElementById("status");
  const voice = document.getElementById("say");

  // Filled in for the reader who copies the markup of the ticker.
  for (const code of document.querySelectorAll("[data-origin]")) {
    code.textContent = code.textContent.replace('src="/', `src="${location.origin}/`);
  }
  if (!live?.dataset.topic || !("WebSocket" in window)) return;

  const STALE = 11_000;  // two beats of 5 s missed
  const DEAD = 30_000;   // a socket silent for so long is given up
  const SPEAK = 5_000;   // between two announcements

  // ---- What is shown ------------------------------------------------------

  let shown, figures, drawn; // place of the state; in words; who drew it, empty: what is known does not help
  function holds({ epoch, revision, figures: of = "", drawn: by }) {
    shown = taken = { epoch: Number(epoch), revision: Number(revision) };
    figures = of;
    drawn = by ?? drawn;
    behind = false;
  }
  let taken;          // place of the newest that came
  let behind = false; // more is known to be there than is shown
  let waiting = [];   // messages to be drawn, each since the one before
  holds({ drawn: "", ...live.dataset });

  const later = (a, b) => a.epoch > b.epoch || (a.epoch === b.epoch && a.revision > b.revision);

  // A whole state takes the place of all before it. What comes together is drawn together,
  // in a task apart from the browser's own painting; a browser has a page that is hidden
  // do so once a second.
  function take(m) {
    taken = m;
    if ("refetch" in live.dataset) {
      tellOthers(m);
      holds({ ...m, figures });
      return refetchSoon();
    }
    if (!m.since) waiting = [];
    if (waiting.push(m) === 1) setTimeout(drawWaiting);
  }

  function drawWaiting() {
    const messages = waiting;
    waiting = [];
    let odd;
    morph.together(live, () => { odd = messages.find((m) => !put(m)); });
    if (odd) return missed(odd);
    tell();
  }

  // put shows a message, or nothing of it where it does not fit.
  function put(m) {
    if (!later(m, shown)) return true; // the page was fetched meanwhile
    if (m.since && (m.epoch !== shown.epoch || m.since > shown.revision)) return false;
    const next = new DOMParser().parseFromString(`<main>${m.since ? unshortened(m.html) : m.html}</main>`, "text/html").querySelector("main");
    if (!morph.fits(live, next)) return false;
    morph.change(live, next, Boolean(m.since));
    holds(m);
    document.title = m.title;
    say(m.headline);
    tellOthers(m);
    return true;
  }

  // What changed is written with a character for each piece that the book has.
  const unshortened = (html) => html.replace(/[\uE000-\uF8FF]/g, (char) => book.pieces[char.charCodeAt(0) - 0xE000] ?? char);

  // A difference that does not fit is asked for whole; where the whole does not fit, the
  // page was made by another desk, and is fetched. Not by everybody at once.
  function missed(m) {
    taken = shown;
    behind = true;
    tell();
    if (!m.since) return refetchSoon();
    drawn = "";
    hangUp();
    retry = setTimeout(connect, Math.random() * 2_000);
  }

  // Other scripts of the page follow the same state.
  const tellOthers = (m) => document.dispatchEvent(new CustomEvent("results:state", { detail: m }));

  // A page that shows more than its topic carries is fetched whole, but not by
  // everybody at once, not for every message, and not while nobody looks. Where it shows
  // contests that may change while its topic does not, a beat tells that one did.
  let fetching = 0;
  function refetchSoon() {
    fetching ||= setTimeout(async () => {
      if (document.hidden) await new Promise((seen) => document.addEventListener("visibilitychange", seen, { once: true }));
      try {
        const response = await fetch(location.pathname + location.search, { cache: "no-cache", credentials: "omit" });
        if (!response.ok) throw new Error(response.status);
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const next = page.getElementById("live");
        const place = { epoch: Number(next.dataset.epoch), revision: Number(next.dataset.revision) };
        if (later(shown, place)) throw new Error("from before, out of a cache");
        morph.together(live, () => morph.change(live, next));
        const newest = taken;
        holds({ drawn: "", ...next.dataset });
        if ("newest" in next.dataset) live.dataset.newest = next.dataset.newest;
        if (later(newest, shown)) taken = newest;
        document.title = page.title;
        fetching = 0;
      } catch {
        fetching = 0;
        refetchSoon();
      }
    }, 1_000 + Math.random() * 4_000);
  }

  // Screen readers hear the headline, not every digit, and not more than one in
  // five seconds: the newest of those that came in between.
  let spoken = document.getElementById("headline")?.textContent;
  let pending, speaking = 0;
  function say(headline) {
    pending = headline;
    speaking ||= setTimeout(function speak() {
      speaking = 0;
      if (pending === spoken) return;
      voice.textContent = spoken = pending;
      speaking = setTimeout(speak, SPEAK);
    }, 0);
  }

  // ---- The socket ---------------------------------------------------------

  let socket, retry, failures = 0, ended = false;
  let heard = performance.now(); // when the desk last said anything
  let called = heard;            // when the socket was asked for

  function connect() {
    clearTimeout(retry);
    called = performance.now();
    const url = new URL("/live", location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    url.search = new URLSearchParams({ topic: live.dataset.topic, lang: live.dataset.lang, ...shown, drawn, book: book.id });
    waiting = [];
    taken = shown;
    const mine = socket = new WebSocket(url, "results.html.v1");
    mine.onmessage = ({ data }) => {
      if (mine !== socket) return;
      heard = performance.now();
      failures = 0;
      const m = JSON.parse(data);
      if (m.type === "beat" && m.revision > Number(live.dataset.newest)) refetchSoon();
      if (m.type === "state" && m.topic === live.dataset.topic && later(m, taken)) take(m);
      tell();
    };
    mine.onclose = ({ code, reason }) => { if (mine === socket) lost(code, reason); };
  }

  // Full jitter: when a server restarts, its viewers do not all come back at once. A
  // server that knows how many they are says over how long they spread.
  function lost(code, reason = "") {
    socket = undefined;
    ended = [1002, 1008, 4404].includes(code); // the desk said not to come back
    const hint = code === 1012 && /within (\d{1,2}) s/.exec(reason);
    const most = hint ? 1_000 * hint[1] : 1_000 * 2 ** failures;
    failures++;
    if (!ended) retry = setTimeout(connect, Math.random() * Math.min(30_000, most));
    tell();
  }

  function hangUp() {
    const old = socket;
    socket = undefined;
    clearTimeout(retry);
    old?.close();
  }

  // A page that is put aside and taken out again knows nothing of the time between.
  addEventListener("pagehide", () => { hangUp(); heard = -Infinity; tell(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted && !ended) { failures = 0; connect(); } });

  // ---- Live, reconnecting or stale ----------------------------------------

  function tell() {
    const age = performance.now() - heard;
    let state = "live", words = said("live");
    if (ended) [state, words] = ["stale", said("ended")];
    else if (age > STALE) [state, words] = ["stale", said("stale", { age: ago(age) })];
    else if (behind || socket?.readyState !== WebSocket.OPEN) [state, words] = ["reconnecting", said(failures || behind ? "reconnecting" : "connecting")];
    words = said(figures ? "asOf" : "nothing", { state: words, time: figures });
    if (statusLine.textContent !== words) statusLine.textContent = words;
    if (statusLine.dataset.state !== state) statusLine.dataset.state = state;
  }

  function ago(ms) {
    if (ms === Infinity) return said("aside");
    const s = Math.round(ms / 1_000);
    return s < 120 ? said("seconds", { n: s }) : said("minutes", { n: Math.floor(s / 60) });
  }

  // The words are those of the page's language: it brings them with the status line.
  function said(key, values = {}) {
    return statusLine.dataset[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  // Paper is not live.
  addEventListener("beforeprint", () => { statusLine.textContent = said(figures ? "paper" : "paperNothing", { time: figures }); });
  addEventListener("afterprint", tell);

  setInterval(() => {
    if (socket && performance.now() - Math.max(heard, called) > DEAD) { hangUp(); lost(1006); }
    tell();
  }, 1_000);
  connect();
  tell();
})();
