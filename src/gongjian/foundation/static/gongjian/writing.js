/* Texts written together: saved every few seconds; what others write at the same time comes in by itself. */
(function () {
  "use strict";
  const form = document.getElementById("writing"), saved = document.getElementById("saved");
  const boxes = Array.from(form.querySelectorAll("[data-text]")), key = "writing:" + location.pathname;
  const base = (box) => form.elements["base-" + box.name];
  const changed = () => boxes.some((box) => box.value !== base(box).value);
  let sending = false, rested = 0;

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
  function take(box, sent, found) {
    box.toggleAttribute("data-clash", found.touched || (box.hasAttribute("data-clash") && found.text.includes("〔以上是同时写的，请合并〕")));
    if (box.value !== sent) { base(box).value = sent; return; }
    const at = box.selectionStart, stays = sent.slice(0, at) === found.text.slice(0, at);
    if (found.text !== box.value) {
      box.value = found.text;
      if (box === document.activeElement) box.selectionStart = box.selectionEnd = stays ? at : at + found.text.length - sent.length;
    }
    base(box).value = found.text;
  }
  async function send() {
    if (sending) return;
    sending = true;
    const told = new URLSearchParams(new FormData(form)), sent = boxes.map((box) => box.value);
    try {
      const answer = await fetch(form.dataset.texts, { method: "POST", body: told, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) return say("您已经退出登录。写的还在，重新登录后接着写。", true);
      const found = await answer.json();
      if (found.refused) return say(found.refused, true);
      boxes.forEach((box, i) => { if (found.texts[box.name]) take(box, sent[i], found.texts[box.name]); });
      const clash = boxes.some((box) => box.hasAttribute("data-clash"));
      say(clash ? "有人同时写了同一处，两份都留着，请合并。" : "已存 " + found.saved, clash);
    } catch (accident) {
      say("没有网络。写的内容先存在这台设备上。", true);
    } finally {
      sending = false;
      hold();
    }
  }
  JSON.parse(localStorage.getItem(key) || "[]").forEach(([name, began, text]) => {
    const box = form.elements[name];
    if (box) { base(box).value = began; box.value = text; }
  });
  form.addEventListener("submit", () => localStorage.removeItem(key));
  form.addEventListener("input", hold);
  setInterval(() => {
    rested += 1;
    if (changed() || (rested % 4 === 0 && !document.hidden)) send();
  }, 3000);
  window.addEventListener("online", send);
})();
