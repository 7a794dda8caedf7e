// Where to press the element SELECTOR finds, brought into view.
(selector) => {
  const el = document.querySelector(selector);
  el.scrollIntoView({ block: "center" });
  const { left, top, width, height } = el.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}
