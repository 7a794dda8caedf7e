/* 开会: every small form goes into a queue on this device, and from there to the server, in order, once. */
(function () {
  "use strict";
  const get = (name) => document.getElementById(name), run = get("run"), state = get("run-state"), key = "run:" + run.dataset.run;
  const all = (selector, within) => Array.from((within || run).querySelectorAll(selector));
  const waiting = () => JSON.parse(localStorage.getItem(key) || "[]");
  const keep = (list) => (list.length ? localStorage.setItem(key, JSON.stringify(list)) : localStorage.removeItem(key));
  const id = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  let sending = false;

  function say(text, done) {
    state.hidden = !text;
    state.textContent = text;
    state.classList.toggle("done", Boolean(done));
  }
  /* what a tap means shows at once, before the server has heard of it */
  const press = (row, value) => all("button", row).forEach((one) => one.setAttribute("aria-pressed", one.value.endsWith(":" + value)));
  function count() {
    const came = (rows) => all(rows).filter((row) => row.querySelector('[value$=":present"][aria-pressed=true]')).length;
    const bar = run.querySelector(".run-bar"), quorum = bar.querySelector("[data-quorum]"), voting = came("[data-votes]"), wanting = bar.dataset.least - voting;
    bar.querySelector("[data-came]").textContent = came("[data-due]");
    if (!quorum) return;
    quorum.classList.toggle("met", wanting <= 0);
    quorum.querySelector(".mk").className = wanting > 0 ? "mk half" : "mk full";
    quorum.querySelector("[data-words]").textContent = wanting > 0 ? "还差 " + wanting + " 人才能表决" : "有表决权的到了 " + voting + " 人，够了";
  }
  function foresee(form, button) {
    const act = form.elements.act.value;
    if (act === "mark") press(button.closest("li"), button.value.split(":")[1]);
    else if (act === "mark_all") all("[data-who]").forEach((row) => { if (!row.querySelector("[aria-pressed=true]")) press(row, "present"); });
    else { form.reset(); if (form.closest(".vote")) form.closest(".vote").open = false; return; }
    count();
  }
  /* the page as the server has it now; what is being typed stays, and so does the place */
  function show(page) {
    const at = document.activeElement, y = window.scrollY, open = all("details").map((one) => one.open);
    const typed = all("textarea, input").filter((box) => box.id && box.value !== box.defaultValue).map((box) => [box.id, box.value]);
    run.innerHTML = page;
    all("details").forEach((one, i) => { if (i < open.length) one.open = open[i]; });
    typed.forEach(([name, value]) => { if (get(name)) get(name).value = value; });
    const same = at && (at.id ? get(at.id) : all("button").find((one) => one.value && one.value === at.value));
    if (same) same.focus({ preventScroll: true });
    window.scrollTo(0, y);
  }
  async function send() {
    if (sending) return;
    sending = true;
    const late = waiting().length > 1;
    let page = "", refused = "";
    try {
      for (let first; (first = waiting()[0]);) {
        const headers = { "X-CSRFToken": run.querySelector("[name=csrfmiddlewaretoken]").value, "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" };
        const answer = await fetch(first.url, { method: "POST", body: first.body, redirect: "manual", headers });
        if (answer.type === "opaqueredirect" || answer.status === 403) return say("您已经退出登录。写的还在这台设备上，重新登录后接着传。");
        if (answer.status >= 500) throw answer;
        page = answer.ok ? await answer.text() : page;
        const said = /data-refused><span>([^<]*)/.exec(page);
        refused = said ? said[1] : refused;
        keep(waiting().slice(1));
      }
      if (page) show(page);
      say(refused || (late ? "网络好了，写的都传上去了。" : ""), !refused);
    } catch (accident) {
      say("没有网络。写的内容先存在这台设备上。还有 " + waiting().length + " 条没传。");
    } finally {
      sending = false;
    }
  }
  run.addEventListener("submit", (e) => {
    const form = e.target, button = e.submitter;
    if (!form.hasAttribute("data-act")) return;
    e.preventDefault();
    const told = new URLSearchParams(new FormData(form));
    if (button && button.name) told.set(button.name, button.value);
    told.delete("csrfmiddlewaretoken");
    told.set("seen_as", id());
    keep(waiting().concat({ url: form.action, body: told.toString() }));
    foresee(form, button);
    send();
  });
  window.addEventListener("online", send);
  setInterval(() => { if (waiting().length) send(); }, 10000);
  if (waiting().length) send();
})();
