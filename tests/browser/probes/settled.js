// Until the page is drawn and has nothing left to do.
() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done()))))
