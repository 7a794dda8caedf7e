/* Gongjian 共建: small comforts. Every page works without this file. */
(function () {
  "use strict";
  const doc = document, root = doc.documentElement;
  const all = (selector, within) => Array.from((within || doc).querySelectorAll(selector));
  const later = (event, selector, run) => doc.addEventListener(event, (e) => {
    const hit = e.target.closest && e.target.closest(selector);
    if (hit) run(hit, e);
  });

  /* keyboard: off while typing, off when <html> lacks data-shortcuts */
  const typing = (el) => el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio|button|submit)$/.test(el.type);
  const rows = () => all("main [data-row], main tbody tr").filter((row) => row.querySelector("a, input, button"));
  let at = -1, afterG = 0;

  function move(by) {
    const list = rows();
    if (!list.length) return;
    at = Math.max(0, Math.min(list.length - 1, at + by));
    list.forEach((row, i) => row.classList.toggle("at", i === at));
    list[at].querySelector("a[href], button, input").focus({ preventScroll: true });
    list[at].scrollIntoView({ block: "nearest" });
  }
  function onRow(...selectors) {
    const row = rows()[at];
    if (row) selectors.map((one) => row.querySelector(one)).find(Boolean)?.click();
  }
  const follow = (selector) => doc.querySelector(selector)?.click();
  const keys = {
    "/": () => { const box = doc.querySelector("[data-search]"); if (box) { box.focus(); box.select(); } },
    "?": () => follow("[data-help]"),
    j: () => move(1), k: () => move(-1),
    x: () => onRow("input[type=checkbox]"),
    e: () => onRow("[data-edit]", "a[href]"),
  };
  const places = { t: "[data-go=today]", k: "[data-go=board]" };
  doc.addEventListener("keydown", (e) => {
    if (e.key === "Escape") return close(null);
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.form) {
      e.preventDefault();
      const main = e.target.form.querySelector(".btn.pri");
      return e.target.form.requestSubmit(main && main.form === e.target.form ? main : undefined);
    }
    if (!root.hasAttribute("data-shortcuts") || e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
    const soon = Date.now() - afterG < 1200;
    afterG = e.key === "g" ? Date.now() : 0;
    const run = soon && places[e.key] ? () => follow(places[e.key]) : keys[e.key];
    if (run) { e.preventDefault(); run(); }
  });

  /* drop-downs close on Esc and on a click elsewhere */
  function close(except) {
    all("details[data-drop][open]").forEach((box) => {
      if (box === except) return;
      box.open = false;
      if (except === null && box.contains(doc.activeElement)) box.querySelector("summary").focus();
    });
  }
  doc.addEventListener("click", (e) => close(e.target.closest("details[data-drop]") || undefined));

  /* one box ticks the page; [data-picked] shows how many, [data-needs-pick] waits for one */
  function countPicked(form) {
    const picked = all("input[data-pick]:checked", form).length;
    all("[data-picked]", form).forEach((el) => { el.textContent = picked; });
    all("[data-needs-pick]", form).forEach((el) => { el.hidden = !picked; });
  }
  later("change", "[data-pick-all], [data-pick]", (box) => {
    const form = box.form || doc;
    if (box.hasAttribute("data-pick-all")) all("input[data-pick]", form).forEach((one) => { one.checked = box.checked; });
    countPicked(form);
  });
  later("change", "[data-submit-on-change]", (el) => el.form.requestSubmit());

  /* toasts stand above the bottom bar and go after ten seconds, never under the pointer or the focus */
  function dismissLater(toast) {
    if (toast.dataset.timed) return;
    toast.dataset.timed = "1";
    const bars = all(".foot, .bulk").map((bar) => bar.offsetHeight);
    toast.parentNode.style.setProperty("--bar", Math.max(0, ...bars) + "px");
    const go = () => setTimeout(() => {
      if (toast.matches(":hover") || toast.contains(doc.activeElement)) return go();
      toast.remove();
    }, 10000);
    go();
  }
  function say(text) {
    const box = doc.createElement("div"), words = doc.createElement("span");
    box.className = "toast error";
    words.textContent = text;
    box.append(words);
    doc.getElementById("toasts").append(box);
    dismissLater(box);
  }

  /* a form is sent once; its button says what is happening */
  function busy(form, button, on) {
    form.toggleAttribute("data-sent", on);
    if (!button || button.firstElementChild) return;
    if (on) button.dataset.label = button.textContent;
    button.setAttribute("aria-disabled", on);
    button.textContent = on ? button.dataset.busy || "正在办…" : button.dataset.label;
  }
  doc.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.method !== "post" || e.defaultPrevented) return;
    if (form.hasAttribute("data-sent")) return e.preventDefault();
    const button = e.submitter && e.submitter.matches(".btn") ? e.submitter : null;
    if (form.hasAttribute("hx-post")) return;
    busy(form, button, true);
    setTimeout(() => busy(form, button, false), 15000);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => busy(form, form.querySelector("[data-label]"), false)));

  /* what was typed into form[data-draft] outlives a lost session; sent forms forget it */
  const draftKey = (form) => "draft:" + location.pathname + ":" + form.dataset.draft;
  const fields = (form) => all("input, select, textarea", form).filter((el) => el.name && !/^(hidden|password|file|submit)$/.test(el.type));
  const part = (el) => /^(checkbox|radio)$/.test(el.type) ? "checked" : "value";
  doc.addEventListener("input", (e) => {
    const form = e.target.form;
    if (form && form.hasAttribute("data-draft")) sessionStorage.setItem(draftKey(form), JSON.stringify(fields(form).map((el) => [el.name, el[part(el)]])));
  });
  function restore(form) {
    const kept = JSON.parse(sessionStorage.getItem(draftKey(form)) || "null"), now = fields(form);
    if (!kept || form.querySelector(".err") || kept.length !== now.length) return;
    now.forEach((el, i) => { if (kept[i][0] === el.name) el[part(el)] = kept[i][1]; });
    all("[data-restored]", form).forEach((el) => { el.hidden = false; });
  }
  later("submit", "form[data-draft]", (form) => sessionStorage.setItem("sent", draftKey(form)));
  function forget() {
    const sent = sessionStorage.getItem("sent");
    sessionStorage.removeItem("sent");
    if (sent && !doc.querySelector("[data-signin], [data-errors]")) sessionStorage.removeItem(sent);
  }

  /* printing, and the caps lock while a password is typed */
  later("click", "[data-print]", () => print());
  doc.addEventListener("keyup", (e) => {
    const hint = e.target.matches && e.target.matches("[data-caps]") && doc.querySelector("[data-caps-on]");
    if (hint && e.getModifierState) hint.hidden = !e.getModifierState("CapsLock");
  });

  /* no network */
  const network = () => { const bar = doc.getElementById("offline"); if (bar) bar.hidden = navigator.onLine; };
  addEventListener("online", network);
  addEventListener("offline", network);

  /* what waits for the network is told by a script that comes only then */
  const told = doc.currentScript.dataset.unsent;
  if (told && Object.keys(localStorage).some((key) => /^\w+:\d+:/.test(key))) import(told);

  function ready(within) {
    all("[data-print]", within).forEach((el) => { el.hidden = false; });
    all("[data-toast]", within).forEach(dismissLater);
    all("form[data-draft]", within).forEach(restore);
    all(".tree [aria-current]").forEach((line) => { const box = line.closest(".tree"); box.scrollTop = line.offsetTop - box.clientHeight / 2; });
    doc.querySelector("[data-errors]")?.focus();
  }
  doc.addEventListener("htmx:afterSettle", (e) => { at = -1; ready(e.target); });
  doc.addEventListener("htmx:sendError", () => say("没有连上。看看网络，再试一次。"));
  doc.addEventListener("htmx:responseError", (e) => say(e.detail.xhr.status === 403 ? "没有办成：您可能已经退出，或这件事不归您管。刷新后再试。" : "没有办成，请刷新这一页再试。"));
  forget(); ready(doc); network();
})();
