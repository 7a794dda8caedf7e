// Elements whose visible text is smaller than LEAST pixels.
(least) => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const owner = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !owner.getClientRects().length) continue;
    if (parseFloat(getComputedStyle(owner).fontSize) < least) found.add(owner.outerHTML.slice(0, 90));
  }
  return [...found];
}
