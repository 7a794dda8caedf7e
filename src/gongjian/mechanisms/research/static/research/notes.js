/* 随手记: a number that may be a telephone's or a person's is pointed out while it is typed, before anything is kept. */
(function () {
  "use strict";
  const number = /(^|[^0-9])(1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|\d{17}[0-9Xx]|\d{9,})(?![0-9])/;
  document.addEventListener("input", (e) => {
    const form = e.target.form, box = form && form.querySelector("[data-sure]");
    if (!box) return;
    const sure = form.elements.sure, words = Array.from(form.querySelectorAll("textarea, input[name=whom]"));
    const seen = words.map((one) => number.exec(one.value)), found = seen.find(Boolean);
    if (!found) sure.checked = false;
    box.hidden = !found;
    box.querySelector("[data-said]").textContent = found ? "“" + found[2] + "”像是电话或证件号。请删掉再存。" : "";
    words.forEach((one, i) => one.setCustomValidity(seen[i] && !sure.checked ? "里面像有电话或证件号。请删掉，或勾上“不是电话、证件号”。" : ""));
  });
})();
