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
    const { status, response: page, responseURL } = await asked();
    if (new URL(responseURL).pathname !== location.pathname) {
      say("NOT LIVE: you were signed out.");
      return false;
    }
    if (status !== 200) throw new Error(String(status));
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

  // asked is the page as it is now. The request parses it: the policy lets no script
  // make markup out of text.
  function asked() {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("GET", location.href);
      request.setRequestHeader("X-Desk-Passive", "1"); // a page that asks by itself keeps no session alive
      request.responseType = "document";
      request.timeout = 8000;
      request.onload = () => request.response ? resolve(request) : reject(new Error("no page"));
      request.onerror = request.ontimeout = reject;
      request.send();
    });
  }

  function say(text) {
    region.querySelector("[data-refreshed]").textContent = text;
  }
})();
