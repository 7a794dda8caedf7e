/* Small forms for a phone without network: each goes into a queue on this device, and from there to the server, in order, once. */
(function () {
  "use strict";
  const page = document.querySelector("[data-queue]"), state = document.getElementById("queue-state"), key = page.dataset.queue;
  const all = (selector, within) => Array.from((within || page).querySelectorAll(selector));
  const waiting = () => JSON.parse(localStorage.getItem(key) || "[]");
  const keep = (list) => (list.length ? localStorage.setItem(key, JSON.stringify(list)) : localStorage.removeItem(key));
  const id = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const ticked = (box) => /^(radio|checkbox)$/.test(box.type), boxes = (form) => all("textarea, input:not([type=hidden])", form);
  const typed = (box) => (ticked(box) ? box.checked !== box.defaultChecked : box.value !== box.defaultValue);
  const told = (box) => box.dispatchEvent(new Event("input", { bubbles: true }));
  let sending = false;

  function say(text, done) {
    state.hidden = !text;
    state.textContent = text;
    state.classList.toggle("done", Boolean(done));
  }
  /* the page as the server has it now; what is being typed stays, and so does the place */
  function show(html) {
    const at = document.activeElement, y = window.scrollY, open = all("details").map((one) => one.open);
    const kept = boxes(page).filter((box) => box.id && typed(box)).map((box) => [box.id, box.value, box.checked]);
    page.innerHTML = html;
    all("details").forEach((one, i) => { if (i < open.length) one.open = open[i]; });
    kept.forEach(([name, value, checked]) => {
      const box = document.getElementById(name);
      if (box && ticked(box)) box.checked = checked;
      else if (box) box.value = value;
      if (box) told(box);
    });
    const same = at && (at.id ? document.getElementById(at.id) : all("button").find((one) => one.value && one.value === at.value));
    if (same && page.contains(same)) same.focus({ preventScroll: true });
    window.scrollTo(0, y);
  }
  /* what was not accepted goes back to where it was typed, unless something new stands there */
  function giveBack(body) {
    const words = new URLSearchParams(body), fits = (box) => /^(seen_as|csrfmiddlewaretoken)$/.test(box.name) || box.value === words.get(box.name);
    const form = all("[data-act]").find((one) => all("[type=hidden]", one).every(fits)), text = words.get("text");
    if (!form || boxes(form).some((box) => box.value && typed(box) && !ticked(box))) return text ? "写的是：" + text : "";
    boxes(form).filter((box) => words.has(box.name)).forEach((box) => {
      if (ticked(box)) box.checked = words.get(box.name) === box.value;
      else box.value = words.get(box.name);
      told(box);
    });
    return "";
  }
  async function send() {
    if (sending) return;
    sending = true;
    const late = waiting().length > 1, refused = [];
    let html = "";
    try {
      for (let first; (first = waiting()[0]);) {
        const headers = { "X-CSRFToken": page.querySelector("[name=csrfmiddlewaretoken]").value, "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" };
        const answer = await fetch(first.url, { method: "POST", body: first.body, redirect: "manual", headers });
        if (answer.type === "opaqueredirect" || answer.status === 403) return say("您已经退出登录。写的还在这台设备上，重新登录后接着传。");
        if (answer.status >= 500) throw answer;
        const now = answer.ok ? await answer.text() : "", said = answer.ok ? /data-refused><span>([^<]*)/.exec(now) : ["", "有一条没有收下。刷新后再试。"];
        html = now || html;
        if (said) refused.push([said[1], first.body]);
        keep(waiting().slice(1));
      }
      if (html) show(html);
      const back = refused.map(([why, body]) => why + giveBack(body)).join("");
      say(back || (late ? "网络好了，写的都传上去了。" : ""), !back);
    } catch (accident) {
      say("没有网络。写的内容先存在这台设备上。还有 " + waiting().length + " 条没传。");
    } finally {
      sending = false;
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
    keep(waiting().concat({ url: form.action, body: words.toString() }));
    if (form.dispatchEvent(new CustomEvent("queued", { bubbles: true, cancelable: true, detail: button }))) {
      form.reset();
      boxes(form).slice(0, 1).forEach(told);
    }
    send();
  });
  window.addEventListener("online", send);
  setInterval(() => { if (waiting().length) send(); }, 10000);
  if (waiting().length) send();
})();
