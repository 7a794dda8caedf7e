// Where the parts of a page stand: [what, left, top, width, height] in whole pixels.
() => {
  const parts = "header, nav, main, h1, h2, form, table, thead th, tbody th, .pane, .btn, .tag, input, select, textarea, svg, .drop, .tabs a";
  const told = (el, { left, top, width, height }) =>
    [`${el.tagName} ${el.className.baseVal || el.className}`, ...[left, top, width, height].map(Math.round)];
  return [...document.querySelectorAll(parts)]
    .filter((el) => el.getClientRects().length && !el.closest(".vh, details:not([open]) > :not(summary)"))
    .map((el) => told(el, el.getBoundingClientRect()));
}
