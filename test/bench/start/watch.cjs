// Preloaded into the page: tells when what is looked for was painted, by the clock that Chromium
// itself keeps of that.
const { ipcRenderer } = require('electron')

const looked = {
  heading: () => document.querySelector('h1'),
  product: () => document.querySelector('main a[href*="product/"]')?.parentElement,
}

function tell(name, at) {
  ipcRenderer.send('probe', { name, at: performance.timeOrigin + at })
}

new PerformanceObserver((list) => {
  for (const { name, startTime } of list.getEntries()) tell(name, startTime)
}).observe({ type: 'paint', buffered: true })
new PerformanceObserver((list) => {
  for (const { identifier, renderTime } of list.getEntries()) tell(identifier, renderTime)
}).observe({ type: 'element', buffered: true })

/** Whatever has this attribute when it is painted is told of; it may be replaced before that. */
function mark() {
  for (const [name, find] of Object.entries(looked)) find()?.setAttribute('elementtiming', name)
}
new MutationObserver(mark).observe(document, { childList: true, subtree: true })
