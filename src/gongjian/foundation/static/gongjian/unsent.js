/* What was written without network and waits on this device, told on every page but the one that sends it. */
(function () {
  "use strict";
  const doc = document, bar = doc.querySelector("[data-user]");
  if (!bar || doc.querySelector("[data-queue]")) return;
  const mine = Object.keys(localStorage).filter((key) => new RegExp("^\\w+:\\d+:" + bar.dataset.user + "/").test(key)).sort();
  if (!mine.length) return;
  const note = doc.createElement("div"), words = doc.createElement("span"), link = doc.createElement("a");
  note.className = "note o noprint";
  words.textContent = "没有网络时写的，还有 " + mine.length + " 条在这台设备上没传。";
  link.href = JSON.parse(localStorage.getItem(mine[0])).from;
  link.textContent = "打开那一页接着传";
  words.append(link);
  note.append(words);
  doc.getElementById("main").prepend(note);
})();
