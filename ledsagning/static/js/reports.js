// A report on a bad line: kept in the telephone until the server says that it has it, and sent with its key,
// so that it is one report however often it is sent (R34). Kept: the visit's address and day, times, key, photos.
(() => {
  "use strict";
  const region = document.getElementById("waiting-reports");
  if (!region || !self.indexedDB) return;
  const { account, signIn, signOut } = region.dataset;
  const words = document.getElementById("waiting-words").content;
  const word = (name) => words.querySelector(`[data-word="${name}"]`).textContent;
  const make = (tag, given) => Object.assign(document.createElement(tag), given);
  const sent = [];
  let native = false; // the form goes as without this script
  let busy = false;
  let warned = false;
  let turn = Promise.resolve(); // one sending at a time

  const store = async (mode, run) => {
    const db = await new Promise((done, failed) => {
      const asked = indexedDB.open("reports", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("reports", { keyPath: "id" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    return new Promise((done, failed) => {
      const work = db.transaction("reports", mode);
      const asked = run(work.objectStore("reports"));
      work.oncomplete = () => done(asked.result);
      work.onabort = () => failed(work.error);
    }).finally(() => db.close());
  };
  const own = async () => (await store("readonly", (all) => all.getAll())).filter((each) => each.account === account);
  const keep = (report) => store("readwrite", (all) => all.put(report));
  // Not when another report of the visit was written meanwhile: that one stays.
  const isLast = async ({ id, at }) => (await store("readonly", (all) => all.get(id)))?.at === at;
  const drop = async (report) => (await isLast(report)) && store("readwrite", (all) => all.delete(report.id));

  const line = (report) => {
    const { starts, ends, expenses = "0", as_booked: asBooked } = Object.fromEntries(report.fields);
    const told = [asBooked ? word("as-booked") : `${starts}–${ends}`];
    if (expenses !== "0") told.push(`${expenses} kr`);
    const said = [...(report.problems || [word(report.said)]), ...(report.photosLeft ? [word("no-photos")] : [])];
    const item = make("li", { textContent: `${report.words}: ${told.join(", ")}. ${said.join(" ")} ` });
    if (report.said === "signed-out") {
      item.append(make("a", { textContent: word("sign-in"), href: `${signIn}?next=${location.pathname}` }));
    }
    if (report.problems) item.append(make("a", { textContent: word("open"), href: report.url }), " ");
    if (report.problems || report.said === "gone") {
      const button = make("button", { textContent: word("remove"), className: "button-link" });
      button.addEventListener("click", () => drop(report).then(() => show()));
      item.append(button);
    }
    return item;
  };
  const show = async (more) => {
    const items = [...sent, ...(await own().catch(() => []))].map(line);
    if (more) items.push(make("li", { textContent: word(more) }));
    region.querySelector("ul").replaceChildren(...items);
    region.hidden = items.length === 0;
    if (more !== undefined) region.focus();
  };

  const post = async ({ url, fields }) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    fields.forEach(([name, value]) => body.append(name, value));
    const signal = AbortSignal.timeout?.(fields.some(([, value]) => value.size) ? 180000 : 30000);
    const answer = await fetch(url, { method: "POST", body, headers: { "X-Report": account }, signal });
    if (answer.redirected || answer.status === 403) return { said: "signed-out" };
    return answer.status === 404 ? { said: "gone" } : answer.json();
  };
  // Sends one and writes down what came of it. Gives the answer, {} without one.
  const deliver = async (report) => {
    const answer = await post(report).catch(() => ({}));
    if (answer.next) {
      await drop(report).catch(() => {});
      sent.push({ ...report, said: "sent", problems: null, photosLeft: false });
      document.querySelectorAll(`form[action="${report.url}"]`).forEach((form) => form.remove());
    } else if (await isLast(report).catch(() => false)) {
      await keep({ ...report, said: answer.said || "waiting", problems: answer.problems });
    }
    return answer;
  };
  const flush = () => {
    turn = turn.then(async () => {
      for (const report of await own()) {
        if (report.problems || report.said === "gone") continue;
        const { next } = await deliver(report);
        if (next && report.url === location.pathname) location.assign(next);
      }
      await show();
    }).catch(() => {});
    return turn;
  };

  const send = async (form, button) => {
    const url = new URL(form.action).pathname;
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && value.size !== 0);
    if (button?.name) fields.push([button.name, button.value]);
    let report = { id: account + url, account, url, fields, words: form.dataset.report, at: Date.now(), said: "waiting" };
    const light = { ...report, fields: fields.filter(([, value]) => typeof value === "string"), photosLeft: true };
    const kept = await keep(report).catch(() => keep((report = light))).then(() => true, () => false);
    const slow = setTimeout(show, 2000, "");
    await turn;
    const answer = await deliver(report);
    clearTimeout(slow);
    if (answer.next) return location.assign(answer.next);
    if (!answer.problems) return show(kept ? "" : "not-kept");
    native = true; // the page says why, with what was typed
    form.requestSubmit(button);
  };
  const leave = async (form) => {
    await Promise.race([flush(), new Promise((done) => setTimeout(done, 3000))]);
    const left = await own().catch(() => []);
    if (left.length && !warned) {
      warned = true;
      return show("leaving");
    }
    if (left.length) {
      const out = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
      if (!out?.ok) return show("still-here");
      for (const report of left) await drop(report);
      return location.assign("/");
    }
    native = true;
    form.requestSubmit();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const leaves = form.getAttribute("action") === signOut;
    if (native || !(form.dataset.report || leaves)) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    (leaves ? leave(form) : send(form, event.submitter)).finally(() => (busy = false));
  });
  // What was not received stands in its form again; on a page that was refused it stands there already.
  turn = own().then((reports) => {
    const form = document.querySelector("form[data-report][enctype]");
    const report = reports.find((each) => each.url === location.pathname);
    if (!form || !report) return;
    if (document.getElementById("error-summary")) return drop(report);
    for (const [name, value] of report.fields) {
      const control = form.elements[name];
      if (control && !["hidden", "submit", "file"].includes(control.type)) control.value = value;
    }
  }).catch(() => {});
  addEventListener("online", flush);
  setInterval(flush, 30000);
  flush();
})();
