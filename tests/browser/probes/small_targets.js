// Links, buttons and fields less than LEAST pixels high. Links inside running text are exempt, as WCAG 2.5.8 exempts them.
(least) => {
  const inText = (el) => getComputedStyle(el).display === "inline" &&
    el.closest("p, li, td, dd, dt, h1, h2, h3, caption, label, summary, time");
  const hidden = (el) => el.closest(".vh, .skip, [hidden], details:not([open]) > :not(summary)") ||
    getComputedStyle(el).visibility === "hidden";
  const found = [];
  for (const el of document.querySelectorAll("a[href], button, select, summary, textarea, input:not([type=hidden])")) {
    const own = el.getBoundingClientRect();
    if (!own.width || hidden(el) || inText(el)) continue;
    const ticked = el.type === "checkbox" || el.type === "radio";
    const label = ticked && (el.closest("label") || document.querySelector(`label[for="${el.id}"]`));
    const height = Math.max(own.height, label ? label.getBoundingClientRect().height : 0);
    if (height < least - 0.5) found.push(`${Math.round(own.width)}x${Math.round(height)} ${el.outerHTML.slice(0, 90)}`);
  }
  return found;
}
