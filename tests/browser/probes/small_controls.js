// Buttons and fields less than LEAST pixels high; links and tick boxes are axe's business (target-size).
(least) => {
  const hidden = (el) => el.closest(".vh, .skip, [hidden], details:not([open]) > :not(summary)") ||
    getComputedStyle(el).visibility === "hidden";
  const found = [];
  for (const el of document.querySelectorAll("a.btn, button, select, summary, textarea, input:not([type=hidden])")) {
    const own = el.getBoundingClientRect();
    if (!own.width || hidden(el) || el.type === "checkbox" || el.type === "radio") continue;
    if (own.height < least - 0.5) found.push(`${Math.round(own.height)} px: ${el.outerHTML.slice(0, 90)}`);
  }
  return found;
}
