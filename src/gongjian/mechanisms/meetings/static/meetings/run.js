/* 开会: what a tap means shows at once, before the server has heard of it. */
(function () {
  "use strict";
  const run = document.getElementById("run"), all = (selector, within) => Array.from((within || run).querySelectorAll(selector));
  const press = (row, value) => all("button", row).forEach((one) => one.setAttribute("aria-pressed", one.value.endsWith(":" + value)));

  function count() {
    const came = (rows) => all(rows).filter((row) => row.querySelector('[value$=":present"][aria-pressed=true]')).length;
    const bar = run.querySelector(".run-bar"), quorum = bar.querySelector("[data-quorum]"), voting = came("[data-votes]"), wanting = bar.dataset.least - voting;
    const due = came("[data-due]"), hide = (what, hidden) => all(what).forEach((one) => { one.hidden = hidden; });
    bar.querySelector("[data-came]").textContent = due;
    hide("[data-nobody]", due > 0);
    hide("[data-short]", !due || wanting <= 0);
    if (!quorum) return;
    quorum.classList.toggle("met", wanting <= 0);
    quorum.querySelector(".mk").className = wanting > 0 ? "mk half" : "mk full";
    quorum.querySelector("[data-words]").textContent = wanting > 0 ? "还差 " + wanting + " 人才能" + bar.dataset.purpose : "有表决权的到了 " + voting + " 人，够了";
  }
  run.addEventListener("queued", (e) => {
    const act = e.target.elements.act.value;
    if (act === "mark") press(e.detail.closest("li"), e.detail.value.split(":")[1]);
    else if (act === "mark_all") all("[data-who]").forEach((row) => { if (!row.querySelector("[aria-pressed=true]")) press(row, "excused" in row.dataset ? "leave" : "present"); });
    else { if (e.target.closest(".vote")) e.target.closest(".vote").open = false; return; }
    e.preventDefault();
    count();
  });
})();
