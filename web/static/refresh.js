// Pages that follow the desk by asking again: the board and the wall screen. Without
// an answer they stay as they are and say since when.
"use strict";

(() => {
  const region = document.querySelector("[data-refresh]");
  if (!region) return;
  const every = Number(region.dataset.refresh) * 1000;
  const script = (page) => page.querySelector("script[src]").getAttribute("src");
  let last = new Date();
  setTimeout(again, every);

  async function again() {
    try {
      if (!document.hidden && !await load()) return;
    } catch {
      say(`NOT LIVE since ${last.toTimeString().slice(0, 5)}: the desk cannot be reached.`);
    }
    setTimeout(again, every);
  }

  // load puts the page's newest state in; false where there is none to come.
  async function load() {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "manual", headers: { "X-Desk-Passive": "1" }, signal: AbortSignal.timeout(8000) });
    if (answer.type === "opaqueredirect") {
      say("NOT LIVE: you were signed out.");
      return false;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (script(page) !== script(document)) { // the desk is another version since
      location.reload();
      return false;
    }
    const focused = region.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    region.replaceChildren(...page.getElementById(region.id).childNodes);
    if (focused) region.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    last = new Date();
    return true;
  }

  function say(text) {
    region.querySelector("[data-refreshed]").textContent = text;
  }
})();
