/* 开会: every small form goes into a queue on this device and from there to the server, in order, once. */
(function () {
  "use strict";
  const run = document.getElementById("run"), state = document.getElementById("run-state");
  const key = "run:" + run.dataset.run;
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

  /* what a tap means is shown at once, before the server has heard of it */
  function press(row, value) {
    all("button", row).forEach((one) => one.setAttribute("aria-pressed", one.value.endsWith(":" + value)));
  }
  function count() {
    const came = (selector) => all(selector).filter((row) => row.querySelector('[value$=":present"][aria-pressed=true]')).length;
    const bar = run.querySelector(".run-bar"), quorum = bar.querySelector("[data-quorum]");
    bar.querySelector("[data-came]").textContent = came("[data-due]");
    if (!quorum) return;
    const voting = came("[data-votes]"), wanting = Number(bar.dataset.least) - voting;
    quorum.classList.toggle("met", wanting <= 0);
    quorum.querySelector(".mk").className = "mk " + (wanting <= 0 ? "full" : "half");
    quorum.querySelector("[data-words]").textContent = wanting <= 0 ? "有表决权的到了 " + voting + " 人，够了" : "还差 " + wanting + " 人才能表决";
  }
  function foresee(form, button) {
    const act = form.elements.act.value;
    if (act === "mark") press(button.closest("li"), button.value.split(":")[1]);
    if (act === "mark_all") all("[data-who]").filter((row) => !row.querySelector("[aria-pressed=true]")).forEach((row) => press(row, "present"));
    if (act === "mark" || act === "mark_all") count();
    else form.reset();
  }

  function shown(page) {
    const at = document.activeElement, scrolled = window.scrollY;
    const same = at && at.value && at.name ? `[name="${at.name}"][value="${at.value}"]` : "";
    const open = all("details").map((one) => one.open), typed = all("textarea, input:not([type=hidden])").map((one) => [one.id, one.value, one.defaultValue]);
    run.innerHTML = page;
    const now = all("details");
    if (now.length === open.length) now.forEach((one, i) => { one.open = open[i]; });
    typed.forEach(([name, value, usual]) => { const box = name && document.getElementById(name); if (box && value !== usual) box.value = value; });
    const focus = same && run.querySelector(same);
    if (focus) focus.focus({ preventScroll: true });
    window.scrollTo(0, scrolled);
  }

  async function send() {
    if (sending) return;
    sending = true;
    const late = waiting().length > 1;
    let page = "", refused = "";
    try {
      while (waiting().length) {
        const first = waiting()[0];
        const token = run.querySelector("[name=csrfmiddlewaretoken]").value;
        const answer = await fetch(first.url, {
          method: "POST", body: first.body, redirect: "manual",
          headers: { "X-CSRFToken": token, "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" },
        });
        if (answer.type === "opaqueredirect" || answer.status === 403) return say("您已经退出登录。写的都还在这台设备上，重新登录后会接着传。");
        if (answer.status >= 500) throw new Error("later");
        keep(waiting().slice(1));
        page = await answer.text();
        const words = /data-refused><span>([^<]*)/.exec(page);
        refused = words ? words[1] : refused;
      }
      if (page) shown(page);
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
