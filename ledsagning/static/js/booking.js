// A question that cannot be sent stays on the page, with what was typed in it (R11). Without this script the
// browser says that there is no connection, and its Back button leads here again. Nothing is stored.
(() => {
  "use strict";
  const probe = document.currentScript.src;
  const region = document.getElementById("not-sent");
  const words = document.getElementById("not-sent-words");
  let asking = false;
  let through = false;

  const say = (node) => region.replaceChildren(...(node ? [node] : []));

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (through || form.method !== "post" || !form.closest("main")) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    const button = event.submitter;
    say(null);
    try {
      await fetch(probe, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout?.(10000) });
      through = true;
      form.requestSubmit(button);
    } catch {
      say(words.content.cloneNode(true));
    }
    asking = false;
    through = false;
  });
})();
