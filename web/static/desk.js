// The officers' pages work without this script. With it, a sheet is typed by keys
// alone, adds up while it is typed, and says in the header whether it was sent.
"use strict";

(() => {
  const stopFollowing = document.body.dataset.live ? follow(document.body.dataset) : () => {};
  const form = document.querySelector("form[data-figures]");
  if (form) sheet(form);

  // The answer to a refused move is the answer to a form: coming back to it must ask
  // for the page and not send the old form again.
  for (const move of document.querySelectorAll("form.act")) {
    const figures = [...move.querySelectorAll("input[data-part]")];
    if (figures.length > 0) typing(move, figures);
    move.addEventListener("submit", () => history.replaceState(null, "", location.href));
  }

  const photos = document.querySelector("[data-photos]");
  if (photos) attaching(photos);

  // attaching sends a photograph without leaving the page that is being typed.
  function attaching(photos) {
    photos.addEventListener("submit", async (e) => {
      e.preventDefault();
      const say = (text) => { photos.querySelector("[data-photo-state]").textContent = text; };
      say("Sending …");
      try {
        const { status, response: page } = await sent(e.target);
        const fresh = page.querySelector("[data-photos]");
        if (status < 300 && fresh) photos.replaceChildren(...fresh.childNodes);
        else say(`Not attached. ${page.querySelector("h1").textContent} ${page.querySelector(".card p, .notice")?.textContent.trim() ?? ""}`);
      } catch {
        say("Not attached: the desk cannot be reached. Try again.");
      }
    });
  }

  // sent sends a form and takes the answer as a page. The request parses it: the policy
  // lets no script make markup out of text.
  function sent(form) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.responseType = "document";
      request.onload = () => request.response ? resolve(request) : reject(new Error("no page"));
      request.onerror = reject;
      request.send(new FormData(form));
    });
  }

  function sheet(form) {
    const figures = [...form.querySelectorAll("input[data-part]")];
    const state = document.querySelector("[data-state]");
    const first = values();
    const draft = form.dataset.draft ? drafts.of(form, show, () => { unsent = true; addUp(figures); }) : null;
    let unsent = state.classList.contains("unsent");
    let sending = false;

    typing(form, figures.filter((i) => i.type !== "hidden"));
    if (unsent) show(state.textContent);
    else if (!state.classList.contains("waiting")) show("Nothing typed yet");
    addUp(figures);
    draft?.restore();

    form.addEventListener("input", () => {
      unsent = values() !== first || unsent;
      addUp(figures);
      if (!unsent) return;
      if (draft) draft.typed();
      else show("NOT SENT");
    });

    // A page that the browser kept alive was left by sending it.
    addEventListener("pageshow", () => { sending = false; });
    addEventListener("beforeunload", (e) => {
      if (unsent && !sending && !draft?.safe()) e.preventDefault();
    });

    // Before the page is given up for an answer the desk must be there to give one:
    // a browser's own error page would take every digit with it.
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      if (sending) return;
      sending = true;
      show("Sending …");
      try {
        await fetch(form.action, { method: "HEAD", cache: "no-store", redirect: "manual", headers: { "X-Desk-Passive": "1" }, signal: AbortSignal.timeout(5000) });
        // This page may itself be the answer to a form: coming back to it must ask for
        // the sheet as it stands and not send the old form again.
        history.replaceState(null, "", location.href);
        draft?.sending();
        stopFollowing(); // or the page would be told of its own figures
        form.submit();
      } catch {
        sending = false;
        unsent = true;
        draft?.failed();
        show("NOT SENT: the desk cannot be reached. Nothing is lost; send again.");
      }
    });

    function values() {
      return JSON.stringify([...new FormData(form)].filter(([name]) => name !== "key"));
    }

    function show(text) {
      state.className = unsent ? "state unsent" : "state";
      if (state.textContent !== text) state.textContent = text;
    }
  }

  // typing: Enter and Down go on, Up goes back, Ctrl+Enter sends.
  function typing(form, figures) {
    form.addEventListener("keydown", (e) => {
      if (e.isComposing || e.altKey) return;
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
        e.preventDefault();
        form.requestSubmit();
        return;
      }
      const at = figures.indexOf(e.target);
      if (at < 0 || e.ctrlKey || e.metaKey || e.shiftKey) return;
      if (e.key === "Enter" || e.key === "ArrowDown") {
        e.preventDefault();
        const next = figures.slice(at + 1).find(open) ?? [...form.querySelectorAll("fieldset input, textarea, .send button")].find(open);
        if (next.tagName !== "BUTTON" || e.key === "Enter") next.focus();
      } else if (e.key === "ArrowUp") {
        e.preventDefault();
        figures.slice(0, at).findLast(open)?.focus();
      }
    });
    // open tells whether a field is in sight: that of a folded account is not.
    function open(field) {
      return !field.closest("details:not([open])");
    }
    for (const input of figures) {
      input.addEventListener("focus", () => input.select());
      // A click would put the caret where it fell and drop the selection.
      input.addEventListener("mousedown", (e) => {
        if (document.activeElement !== input) {
          e.preventDefault();
          input.focus();
        }
      });
      input.addEventListener("paste", (e) => pasteFigure(e, input));
    }
    if (figures.includes(document.activeElement)) document.activeElement.select();
  }

  // pasteFigure takes the spaces out of "1 702", as spreadsheets write thousands.
  function pasteFigure(e, input) {
    const text = e.clipboardData.getData("text").trim();
    if (!/^\d{1,3}([ \u00a0\u2009\u202f]\d{3})+$/.test(text)) return;
    e.preventDefault();
    input.setRangeText(text.replace(/\D/g, ""), input.selectionStart, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // addUp shows the sums and, when nothing is missing, the difference. The desk
  // says the same in web/desk/control.go.
  function addUp(figures) {
    const card = document.querySelector("[data-control]");
    const sums = { votes: 0, other: 0, total: 0 };
    let blank = 0, unread = 0, filled = 0;
    for (const input of figures) {
      if (["code", "account"].includes(input.dataset.part)) continue;
      const text = input.value.trim();
      const n = "bundles" in input.dataset ? reckon(input, text) : read(text);
      if (text === "") {
        if (!("optional" in input.dataset)) blank++;
      } else if (n === null) {
        unread++;
      } else {
        sums[input.dataset.part] += n;
      }
      if (text !== "" && input.dataset.part === "votes") filled++;
    }
    if (!card) return; // a form without control figures
    const boxes = card.querySelector("[data-filled]");
    if (boxes) {
      boxes.textContent = filled + " of " + figures.filter((i) => i.dataset.part === "votes").length;
      if (filled === 0) sums.votes = sums.total;
    }
    for (const cell of card.querySelectorAll("[data-sum]")) cell.textContent = thousands(sums[cell.dataset.sum]);

    const verdict = card.querySelector("[data-verdict]");
    if (!verdict) return;
    const papers = card.dataset.papers;
    const difference = card.querySelector("[data-difference]");
    const d = sums.votes + sums.other - Number(papers);
    const whole = blank === 0 && unread === 0;
    if (difference) difference.textContent = whole ? thousands(d) : "–";
    if (blank > 0) verdict.textContent = "Still to type: " + blank;
    else if (unread > 0) verdict.textContent = "Cannot be read: " + unread;
    else if (papers === "") verdict.textContent = "";
    else if (d === 0) verdict.textContent = "✓ Adds up";
    else verdict.textContent = thousands(Math.abs(d)) + (Math.abs(d) === 1 ? " paper" : " papers") + (d < 0 ? " short" : " too many");
  }

  // reckon takes a figure that may be typed as bundles, "12x25+13", and shows beside it
  // what that comes to. The desk does the same in web/desk/bundles.go.
  function reckon(input, text) {
    const bundles = /[x*×+]/i.test(text);
    const terms = bundles ? text.split("+").map((part) => part.split(/[x*×]/i).map((f) => read(f.trim()))) : [[read(text)]];
    const sum = terms.map((t) => t.reduce((a, b) => a * b, 1)).reduce((a, b) => a + b, 0);
    const good = sum <= 999999999 && terms.every((t) => t.length <= 2 && !t.includes(null));
    const shown = good && bundles ? terms.map((t) => t.map(thousands).join(" × ")).join(" + ") + " = " + thousands(sum) : "";
    const worked = input.parentElement.querySelector("[data-worked]");
    if (worked) worked.textContent = shown;
    return good ? sum : null;
  }

  // read takes a figure as the desk does; null where it cannot be read.
  function read(text) {
    if (!/^(\d+|\d{1,3}(,\d{3})+)$/.test(text)) return null;
    const digits = text.replaceAll(",", "");
    return digits.length > 9 ? null : Number(digits);
  }

  function thousands(n) {
    return (n < 0 ? "−" : "") + String(Math.abs(n)).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  // follow says when somebody else changed what the page shows. It never
  // touches a figure. It returns what ends it.
  function follow(page) {
    const address = new URL(page.live, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    let socket, timer, failures = 0;

    function open() {
      socket = new WebSocket(address, "desk.json.v1");
      socket.onopen = () => { failures = 0; };
      socket.onmessage = (e) => {
        const { parts } = JSON.parse(e.data);
        if (parts?.[page.part] > Number(page.seq)) document.querySelector("[data-changed]").hidden = false;
      };
      socket.onclose = (e) => {
        if (e.code === 4401) dispatchEvent(new Event("desk-signed-out")); // session.js says it
        if ([1002, 1008, 4401, 4404].includes(e.code)) return; // the desk said not to come back
        // Full jitter, so that a hall of desks does not come back at once; over the
        // time that a restarting desk names.
        const hint = e.code === 1012 && /within (\d{1,2}) s/.exec(e.reason);
        const most = hint ? 1000 * hint[1] : 1000 * 2 ** failures;
        failures++;
        timer = setTimeout(open, Math.random() * Math.min(30000, most));
      };
    }
    function close() {
      clearTimeout(timer);
      socket.onclose = null;
      socket.close();
    }

    open();
    addEventListener("pagehide", close);
    addEventListener("pageshow", (e) => { if (e.persisted) open(); });
    addEventListener("desk-signed-in", open);
    return close;
  }
})();
