/* Small forms for a phone without network: each goes into a queue on this device, and from there to the server, in order, once.
   Every act has a place of its own in the queue, so that two tabs on one device never take away what the other has put there. */
(function () {
  "use strict";
  const page = document.querySelector("[data-queue]"), state = document.getElementById("queue-state"), key = page.dataset.queue + "/";
  const PATIENCE = 15000, AGAIN = 10000, SAME_TAP = 500, NEAR = 24;
  const all = (selector, within) => Array.from((within || page).querySelectorAll(selector));
  const places = () => Object.keys(localStorage).filter((name) => name.startsWith(key)).sort();
  const waiting = () => places().map((place) => ({ place, ...JSON.parse(localStorage.getItem(place)) }));
  const id = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const ticked = (box) => /^(radio|checkbox)$/.test(box.type), boxes = (form) => all("textarea, select, input:not([type=hidden])", form);
  const chosen = (box) => Array.from(box.options).some((one) => one.selected !== one.defaultSelected);
  const typed = (box) => (ticked(box) ? box.checked !== box.defaultChecked : box.options ? chosen(box) : box.value !== box.defaultValue);
  const told = (box) => box.dispatchEvent(new Event("input", { bubbles: true }));
  let sending = false, failed = places().length > 0, composing = false, held = "", tapped = null;

  function say(text, done) {
    state.hidden = !text;
    state.textContent = text;
    state.classList.toggle("done", Boolean(done));
  }
  function signInAgain() {
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = "重新登录";
    say("您已经退出登录。写的 " + places().length + " 条还在这台设备上，登录后接着传。");
    state.append(link);
  }
  /* behind all that waits already, also where the clock of the device was put back meanwhile */
  function put(act) {
    const last = places().pop(), after = last ? Number(last.slice(key.length).split("-")[0]) + 1 : 0;
    localStorage.setItem(key + String(Math.max(Date.now(), after)).padStart(15, "0") + "-" + id(), JSON.stringify(act));
  }
  /* the form an act came from, on the page as it is now */
  function origin(words) {
    const fits = (box) => /^(seen_as|csrfmiddlewaretoken)$/.test(box.name) || box.value === words.get(box.name);
    return all("[data-act]").find((one) => all("[type=hidden]", one).every(fits));
  }
  /* the outermost part around a form that is folded up, or the form itself */
  function folded(form) {
    let seen = form;
    for (let part = form.closest("details"); part; part = part.parentElement.closest("details")) if (!part.open) seen = part;
    return seen;
  }
  /* why something was not accepted stands where it was sent from, opened again; who writes elsewhere meanwhile is left there */
  function refuse(form, why) {
    const line = document.createElement("p"), at = document.activeElement;
    for (let part = form.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    all(".refused", form).forEach((one) => one.remove());
    line.className = "refused";
    line.setAttribute("role", "alert");
    line.tabIndex = -1;
    line.textContent = why;
    (form.querySelector("button:not([name])") || form.firstElementChild).before(line);
    if (boxes(page).includes(at) && !form.contains(at)) return;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "center" });
  }
  /* what was written and has not arrived stays in sight */
  function draw() {
    all(".waiting").forEach((one) => one.remove());
    waiting().forEach(({ body }) => {
      const words = new URLSearchParams(body), form = origin(words), text = words.get("text") || words.get("title");
      const told = form && (text || form.dataset.waiting);
      if (!told) return;
      const line = document.createElement("p");
      line.className = "waiting";
      line.textContent = "还没传：" + told;
      folded(form).before(line);
    });
    const left = failed ? places().length : 0;
    all("[data-unsent]").forEach((one) => { one.hidden = !left; one.textContent = left ? "还有 " + left + " 条没传" : ""; });
  }
  /* the page as the server has it now; what is being typed stays, and so does the place */
  function show(html) {
    if (composing) { held = html; return; }
    const at = document.activeElement, caret = at && [at.selectionStart, at.selectionEnd], y = window.scrollY, open = all("details").map((one) => one.open);
    const kept = boxes(page).filter((box) => box.id && typed(box)).map((box) => [box.id, box.value, box.checked]);
    page.innerHTML = html;
    all("details").forEach((one, i) => { if (i < open.length) one.open = open[i]; });
    kept.forEach(([name, value, checked]) => {
      const box = document.getElementById(name);
      if (!box) return;
      if (ticked(box)) box.checked = checked;
      else box.value = value;
      told(box);
    });
    const same = at && (at.id ? document.getElementById(at.id) : all("button").find((one) => one.value && one.value === at.value));
    if (same && page.contains(same)) same.focus({ preventScroll: true });
    if (same && same.matches("textarea")) same.setSelectionRange(...caret);
    window.scrollTo(0, y);
  }
  /* what was not accepted goes back to where it was typed, unless something new stands there */
  function giveBack(body) {
    const words = new URLSearchParams(body), form = origin(words), text = words.get("text") || words.get("title");
    if (!form || boxes(form).some((box) => box.value && typed(box) && !ticked(box))) return text ? "写的是：" + text : "";
    boxes(form).filter((box) => words.has(box.name)).forEach((box) => {
      if (ticked(box)) box.checked = words.get(box.name) === box.value;
      else box.value = words.get(box.name);
      told(box);
    });
    return "";
  }
  async function post(act) {
    const headers = { "X-CSRFToken": page.querySelector("[name=csrfmiddlewaretoken]").value, "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" };
    const patience = new AbortController(), clock = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(act.url, { method: "POST", body: act.body, redirect: "manual", headers, signal: patience.signal });
      return { answer, html: answer.ok ? await answer.text() : "" };
    } finally {
      clearTimeout(clock);
    }
  }
  async function send() {
    if (sending) return;
    sending = true;
    const refused = [];
    let html = "", late = failed || places().length > 1;
    try {
      for (let first; (first = waiting()[0]);) {
        const { answer, html: now } = await post(first);
        if (answer.type === "opaqueredirect" || answer.status === 403) { failed = true; return signInAgain(); }
        if (answer.status >= 500 || answer.status === 429) throw answer;
        const said = answer.ok ? /data-refused[^>]*><span>([^<]*)/.exec(now) : ["", "有一条没有收下。刷新后再试。"];
        html = now || html;
        if (said) refused.push([said[1], first.body]);
        localStorage.removeItem(first.place);
      }
      failed = false;
      if (html) show(html);
      const back = refused.map(([why, body]) => {
        const form = origin(new URLSearchParams(body)), told = why + giveBack(body);
        if (form) refuse(form, told);
        return told;
      }).join("");
      say(back || (late ? "网络好了，写的都传上去了。" : ""), !back);
    } catch (accident) {
      failed = true;
      if (html) show(html);
      say("没有网络。写的内容先存在这台设备上。还有 " + places().length + " 条没传。");
    } finally {
      sending = false;
      draw();
    }
  }
  page.addEventListener("submit", (e) => {
    const form = e.target, button = e.submitter;
    if (!form.hasAttribute("data-act")) return;
    e.preventDefault();
    const words = new URLSearchParams(new FormData(form));
    if (button && button.name) words.set(button.name, button.value);
    words.delete("csrfmiddlewaretoken");
    words.set("seen_as", id());
    words.set("at", new Date().toISOString());
    put({ url: form.action, body: words.toString(), from: location.pathname });
    if (form.dispatchEvent(new CustomEvent("queued", { bubbles: true, cancelable: true, detail: button }))) {
      form.reset();
      boxes(form).slice(0, 1).forEach(told);
    }
    send();
  });
  /* a second tap on the same spot, before the page has changed under the finger, is the first one again */
  page.addEventListener("click", (e) => {
    const button = e.target.closest("[data-act] button");
    if (!button || !e.detail) return;
    const now = { x: e.clientX, y: e.clientY, at: performance.now() }, last = tapped;
    tapped = now;
    if (last && now.at - last.at < SAME_TAP && Math.hypot(now.x - last.x, now.y - last.y) < NEAR) e.preventDefault();
  }, true);
  /* while a word is being composed in a box, the page under it is left alone */
  page.addEventListener("compositionstart", () => { composing = true; });
  page.addEventListener("compositionend", () => setTimeout(() => {
    composing = false;
    if (held) show(held);
    held = "";
    draw();
  }));
  const resume = () => { if (places().length) send(); };
  window.addEventListener("online", resume);
  document.addEventListener("visibilitychange", resume);
  setInterval(resume, AGAIN);
  resume();
})();
