/** In the frame: tells the page around it how high the box is, at first, whenever that changes, and when asked. */

const box = document.querySelector('main')

/** The height is no secret, so whoever frames the box may read it. */
function tell(): void {
  parent.postMessage({ type: 'fact-box:height', height: box?.getBoundingClientRect().height }, '*')
}

if (box && parent !== window) {
  new ResizeObserver(tell).observe(box)
  addEventListener('message', ({ data }) => {
    if (data?.type === 'fact-box:measure') tell()
  })
}
