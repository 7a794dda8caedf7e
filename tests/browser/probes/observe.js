// Keeps the sum of layout shifts and the time of the largest paint where a test can read them; told twice, counts once.
if (window.gjShift === undefined) {
  window.gjShift = 0;
  window.gjPaint = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.gjShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.gjPaint = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
}
