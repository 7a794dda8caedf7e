/* Texts written together: saved every few seconds; what others write at the same time comes in by itself. */
(function () {
  "use strict";
  const form = document.getElementById("writing"), saved = document.getElementById("saved");
  const boxes = Array.from(form.querySelectorAll("[data-text]")), key = "writing:" + location.pathname;
  const base = (box) => form.elements["base-" + box.name];
  const changed = () => boxes.some((box) => box.value !== base(box).value);
  const MARK = "〔以上是同时写的，请合并〕", PAUSE = 3000;
  let saving = null, rested = 0, composing = null;

  function say(text, late) {
    saved.textContent = text;
    saved.classList.toggle("late", Boolean(late));
  }
  /* words that did not arrive outlive a closed page, and are gone from here once they did */
  function hold() {
    const held = boxes.filter((box) => box.value !== base(box).value).map((box) => [box.name, base(box).value, box.value]);
    if (held.length) localStorage.setItem(key, JSON.stringify(held));
    else localStorage.removeItem(key);
  }
  /* where the caret belongs when others' lines have come in around the line it stands on */
  function place(sent, at, text) {
    const before = sent.slice(0, at).split("\n"), within = before.pop().length, n = before.length, old = sent.split("\n"), now = text.split("\n");
    const alike = (i) => (now[i - 1] === old[n - 1]) + (now[i + 1] === old[n + 1]);
    const [best] = now.map((line, i) => i).filter((i) => now[i] === old[n]).sort((i, j) => alike(j) - alike(i) || Math.abs(i - n) - Math.abs(j - n));
    if (best !== undefined) return now.slice(0, best).reduce((sum, line) => sum + line.length + 1, within);
    if (text.startsWith(sent.slice(0, at))) return at;
    return text.endsWith(sent.slice(at)) ? text.length - sent.length + at : Math.min(at, text.length);
  }
  /* who is about to write in an empty box writes on a line of their own */
  function follow(box, sent, text) {
    const at = box.selectionStart;
    box.value = sent ? text : text + "\n";
    box.selectionStart = box.selectionEnd = sent ? place(sent, at, text) : box.value.length;
  }
  function mark(box) {
    box.toggleAttribute("data-clash", box.value.includes(MARK));
  }
  function take(box, sent, text) {
    if (box === composing || box.value !== sent) { base(box).value = sent; return; }
    if (text !== sent && box === document.activeElement) follow(box, sent, text);
    else if (text !== sent) box.value = text;
    base(box).value = text;
    mark(box);
  }
  function signInAgain() {
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = "重新登录";
    say("您已经退出登录。写的还在这台设备上，登录后接着存。", true);
    saved.append(link);
  }
  /* one at a time; who asks while one is on its way waits for that one */
  function send() {
    saving = saving || save().finally(() => { saving = null; });
    return saving;
  }
  async function save() {
    const told = new URLSearchParams(new FormData(form)), sent = boxes.map((box) => box.value);
    try {
      const answer = await fetch(form.dataset.texts, { method: "POST", body: told, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) return signInAgain();
      const found = await answer.json();
      if (found.refused) return say(found.refused, true);
      boxes.forEach((box, i) => { if (found.texts[box.name]) take(box, sent[i], found.texts[box.name].text); });
      const clash = boxes.some((box) => box.hasAttribute("data-clash"));
      say(clash ? "有人同时写了同一处，两份都留着，请合并。" : "已存 " + found.saved, clash);
    } catch (accident) {
      say("没有网络。写的内容先存在这台设备上。", true);
    } finally {
      hold();
    }
  }
  JSON.parse(localStorage.getItem(key) || "[]").forEach(([name, began, text]) => {
    const box = form.elements[name];
    if (box && box.value !== text) { base(box).value = began; box.value = text; }
  });
  boxes.forEach(mark);
  if (changed()) send();
  /* 保存 saves and stays; a button that leads on does so when all has arrived */
  form.addEventListener("submit", async (e) => {
    const button = e.submitter, leads = button && button.hasAttribute("formaction");
    if (leads && !changed()) return;
    e.preventDefault();
    await send();
    if (changed()) await send();
    if (leads && !changed()) form.requestSubmit(button);
  });
  /* a link is followed when what was written has been saved, so that it stands on the page it leads to */
  document.addEventListener("click", async (e) => {
    const link = e.target.closest("a[href]"), elsewhere = e.button || e.ctrlKey || e.metaKey || e.shiftKey;
    if (!link || elsewhere || !changed() || link.getAttribute("href").startsWith("#")) return;
    e.preventDefault();
    await send();
    location.assign(link.href);
  });
  form.addEventListener("input", hold);
  form.addEventListener("compositionstart", (e) => { composing = e.target; });
  form.addEventListener("compositionend", () => { composing = null; });
  setInterval(() => {
    rested += 1;
    if (changed() || (rested % 4 === 0 && !document.hidden)) send();
  }, PAUSE);
  window.addEventListener("online", send);
  window.addEventListener("pagehide", () => {
    if (changed()) navigator.sendBeacon(form.dataset.texts, new URLSearchParams(new FormData(form)));
  });
})();
