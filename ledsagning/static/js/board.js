// Lists by keyboard, and what is new in them. Without it: Tab.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const all = (what) => [...document.querySelectorAll(`#table-region tbody ${what}`)];
  const index = () => all("a").indexOf(document.activeElement);
  const go = (n) => all("a").at(Math.max(0, Math.min(n, all("a").length - 1)))?.focus();
  const keys = find("keys"), words = keys.dataset;
  const isOff = () => localStorage.keysOff === "1";
  const tell = () => { find("keys-switch").textContent = isOff() ? words.on : words.off; };
  const help = () => find("keys-help").showModal();
  const act = {
    j: () => go(index() + 1),
    k: () => go(index() - 1),
    a: () => location.assign(`${all("a").at(Math.max(0, index()))?.href ?? ""}#best`),
    "?": help,
  };
  let seen, at;

  keys.hidden = false;
  tell();
  find("keys-open").onclick = help;
  find("keys-switch").onclick = () => { localStorage.keysOff = isOff() ? "" : "1"; tell(); };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, dialog");
    if (typing || isOff() || event.ctrlKey || event.metaKey || event.altKey || !act[event.key]) return;
    event.preventDefault();
    act[event.key]();
  });

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    at = index();
    seen = detail.requestConfig.elt.id === "live" && new Map(all("tr").map((row) => [row.id, row.dataset.seen]));
  });

  document.addEventListener("htmx:afterSettle", () => {
    if (!seen) return;
    const count = { n: 0, c: 0 };
    for (const row of all("[data-seen]")) {
      const which = seen.has(row.id) ? "c" : "n";
      if (seen.get(row.id) === row.dataset.seen) continue;
      count[which]++;
      row.querySelector("th").insertAdjacentHTML("beforeend", ` <span class="tag">${words[which]}</span>`);
    }
    find("news").textContent = words.news.replace(/#([nc])/g, (_, which) => count[which]);
    if (at >= 0 && index() < 0) go(at);
    seen = null;
  });
})();
