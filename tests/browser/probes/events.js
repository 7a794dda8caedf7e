// Keeps the longest time, in milliseconds, from something pressed or typed until the page showed it; what the pointer
// merely passes over does not count.
window.gjWorst = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.interactionId) window.gjWorst = Math.max(window.gjWorst, entry.duration);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
