// A passkey's form asks the desk for a question, the browser for the answer, and sends
// that as a field. Without this script, or without passkeys, the form stays hidden and
// the page works by passphrase and code.
"use strict";
(() => {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      ask(form);
    });
  }

  async function ask(form) {
    const button = form.querySelector("button"), said = form.querySelector("[data-said]");
    button.disabled = true;
    said.textContent = "Waiting for your device …";
    try {
      const answer = await fetch(form.dataset.passkey, { method: "POST", redirect: "error", signal: AbortSignal.timeout(8000) });
      if (answer.status === 429) throw new Refused("Too many tries. Wait a minute and try again.");
      if (!answer.ok) throw new Refused("The desk did not answer. Load this page again.");
      const asked = await answer.json();
      const credential = "make" in form.dataset
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit(); // past the listener above
    } catch (error) {
      said.textContent = words(error);
      button.disabled = false;
    }
  }

  class Refused extends Error {}

  function words(error) {
    if (error instanceof Refused) return error.message;
    if (error.name === "InvalidStateError") return "This device has a passkey for this desk already.";
    if (error.name === "NotAllowedError") return "Nothing was chosen, or it took too long. Try again, or use another way.";
    if (error.name === "SecurityError") return "The browser allows no passkeys at this address.";
    return "That did not work. Try again, or use another way.";
  }
})();
