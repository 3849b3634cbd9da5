// What is typed is kept twice: in this browser at once, and on the desk with every
// pause. Whatever goes away, network, session, page or machine, the form comes back
// with every keystroke, to the officer who typed it and to nobody else.
"use strict";

const drafts = (() => {
  const pause = 500;   // after the last keystroke, before the desk is asked to keep it
  const retry = 3000;  // after the desk could not be reached
  const prefix = "desk.draft.";
  const mine = `${prefix}${document.body.dataset.officer} `;

  // An answer of the desk to a form that was sent: its copy here has done its duty.
  if (new URLSearchParams(location.search).has("seq")) forgetAll((entry) => entry.sending);

  // On signing out nothing is left here that the desk keeps.
  const leaving = document.querySelector('form[action="/desk/sign-out"]');
  leaving?.addEventListener("submit", async (e) => {
    e.preventDefault();
    await current?.flush();
    forgetAll((entry) => entry.saved);
    leaving.submit();
  });

  function read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }
  function write(key, entry) {
    try { localStorage.setItem(key, JSON.stringify(entry)); return true; } catch { return false; }
  }
  function forget(key) {
    try { localStorage.removeItem(key); } catch { /* there is no storage, so nothing in it */ }
  }
  function forgetAll(which) {
    let keys = [];
    try { keys = Object.keys(localStorage); } catch { /* likewise */ }
    for (const key of keys) if (key.startsWith(mine) && which(read(key) ?? {})) forget(key);
  }

  let current;

  // of keeps a form. tell(text) says how it stands; changed() adds up again what was
  // put into the fields.
  function of(form, tell, changed) {
    const address = form.dataset.draft, key = mine + address;
    let timer, running, again = false, stopped = false, stored = true;
    let since = form.dataset.saved ?? ""; // the desk's last save that this page knows of

    const body = () => new URLSearchParams(new FormData(form)).toString();
    const hour = (ms) => new Date(ms).toTimeString().slice(0, 5);

    function typed() {
      stored = write(key, { at: Date.now(), since, body: body(), saved: false });
      tell("NOT SENT");
      clearTimeout(timer);
      timer = setTimeout(push, pause);
    }

    // push saves the form on the desk: one request at a time, so that an older state
    // never comes after a newer one.
    async function push() {
      clearTimeout(timer);
      if (running) { again = true; return; }
      running = new AbortController();
      const sent = body();
      try {
        const answer = await fetch(address, { method: "POST", body: new URLSearchParams(sent), redirect: "error",
          signal: AbortSignal.any([running.signal, AbortSignal.timeout(8000)]) });
        if (stopped) return;
        if (answer.ok) kept(await answer.json(), sent);
        else refused(answer.status);
      } catch {
        if (stopped) return;
        here("no network");
        timer = setTimeout(push, retry);
      } finally {
        running = undefined;
        if (again && !stopped) { again = false; push(); }
      }
    }

    function kept(answer, sent) {
      note("[data-signed-out]", null);
      if (answer.state === "sent") {
        forget(key);
        tell("Sent already: open the page again");
        return;
      }
      since = answer.ms;
      if (sent === body()) {
        write(key, { at: Date.now(), since, body: sent, saved: true });
        stored = true;
        tell(`NOT SENT · Draft saved ${answer.at}`);
      }
    }

    function refused(status) {
      if (status === 401) {
        here("you were signed out");
        note("[data-signed-out]", signedOut);
        timer = setTimeout(push, retry);
      } else if (status === 409) {
        here("another person signed in on it");
      } else {
        here("the desk did not take it");
        if (status >= 500) timer = setTimeout(push, retry);
      }
    }

    function here(why) {
      tell(stored ? `NOT SENT · saved on this device only: ${why}` : `NOT SENT · not saved: ${why}`);
    }

    function signedOut() {
      document.querySelector("[data-session-over]")?.remove(); // one of the two is enough
      const to = "/desk/sign-in?next=" + encodeURIComponent(location.pathname);
      return box("You were signed out. NOT SENT.", "What you typed is kept on this device and comes back when you sign in.", link("Sign in", to), "signedOut");
    }

    // restore brings back what the desk has not seen.
    function restore() {
      const entry = read(key), saved = form.dataset.saved;
      if (saved === undefined) { typed(); return; } // the answer to a form that was sent
      if (!entry) return;
      if (entry.saved) {
        if (saved === "") forget(key); // sent or discarded elsewhere
        return;
      }
      const fields = new URLSearchParams(entry.body);
      const shown = [...fields].every(([name, text]) => {
        const input = form.elements[name];
        return !input || input.type === "hidden" || input.value === text;
      });
      if (saved !== "" && shown) { // a last word on closing the page reached the desk
        write(key, { ...entry, since: saved, saved: true });
        tell(`NOT SENT · Draft saved ${hour(Number(saved))}`);
        return;
      }
      const fits = ["layout", "base"].every((name) => fields.get(name) === form.elements[name].value);
      // Two devices' clocks differ: what was typed after the save that the desk still
      // has is newer, whatever the clocks say.
      if (fits && (entry.since === saved || entry.at > Number(saved))) {
        fill(fields);
        form.elements.key.value = fields.get("key");
        say(`Draft of ${hour(entry.at)} resumed from this device. NOT SENT.`, "");
        push();
      } else {
        say(`You typed this on this device before, at ${hour(entry.at)}. NOT SENT.`, list(fields),
          button("Put it into the form", () => { fill(fields); note("[data-drafted]", null); typed(); }));
      }
    }

    function fill(fields) {
      for (const [name, text] of fields) {
        const input = form.elements[name];
        if (input && input.type !== "hidden") input.value = text;
      }
      changed();
    }

    function list(fields) {
      const known = [...fields].filter(([name, text]) => text !== "" && form.elements[name]?.labels?.length);
      return known.map(([name, text]) => `${form.elements[name].labels[0].querySelector(".name, strong")?.textContent.trim() ?? name}: ${text}`).join(" · ");
    }

    function say(title, text, ...more) {
      const discard = button("Discard draft", async () => {
        stop();
        forget(key);
        await fetch(`${address}/discard`, { method: "POST" }).catch(() => {});
        location.replace(location.pathname);
      });
      note("[data-drafted]", () => box(title, text, ...more, discard, "drafted"));
    }

    // note puts a message above the form in place of the one that is there.
    function note(where, make) {
      document.querySelector(where)?.remove();
      if (make) form.before(make());
    }

    function stop() {
      stopped = true;
      clearTimeout(timer);
      running?.abort();
    }

    function beacon() {
      const entry = read(key);
      if (!stopped && entry && !entry.saved) navigator.sendBeacon(address, new URLSearchParams(body()));
    }

    addEventListener("pagehide", beacon);
    addEventListener("pageshow", (e) => { if (e.persisted) stopped = false; });
    addEventListener("visibilitychange", () => { if (document.hidden) beacon(); });
    addEventListener("online", () => { if (!stopped && read(key)?.saved === false) push(); });
    document.querySelector("[data-drafted] [data-discard]")?.addEventListener("submit", () => { stop(); forget(key); });

    current = {
      typed, restore,
      // safe tells whether leaving the page costs nothing.
      safe: () => stored,
      // sending ends saving: the form itself is on its way.
      sending() {
        stop();
        const entry = read(key);
        write(key, { at: Date.now(), since, body: body(), saved: entry?.saved ?? false, sending: true });
      },
      // failed goes on saving: the form did not leave.
      failed() {
        stopped = false;
        typed();
      },
      async flush() {
        if (read(key)?.saved === false && !running) await push();
      },
    };
    return current;
  }

  function box(title, text, ...more) {
    const mark = more.pop(), out = document.createElement("div"), line = document.createElement("p"), strong = document.createElement("strong"), row = document.createElement("div");
    out.className = "notice drafted";
    out.setAttribute("role", "status");
    out.dataset[mark] = "";
    strong.textContent = title;
    line.append(strong, " ", text);
    row.className = "send";
    row.append(...more);
    out.append(line, row);
    return out;
  }

  function button(text, press) {
    const out = document.createElement("button");
    out.type = "button";
    out.className = "plain";
    out.textContent = text;
    out.addEventListener("click", press);
    return out;
  }

  function link(text, to) {
    const out = document.createElement("a");
    out.className = "button plain";
    out.href = to;
    out.textContent = text;
    return out;
  }

  return { of };
})();
