// Links within the site are followed without leaving the page.
addEventListener('click', async (event) => {
  const link = event.target.closest('a')
  if (!link || link.origin !== location.origin) return
  event.preventDefault()
  const text = await (await fetch(link.href)).text()
  const next = document.adoptNode(new DOMParser().parseFromString(text, 'text/html').body)
  for (const dead of next.querySelectorAll('script')) {
    const script = document.createElement('script')
    for (const { name, value } of dead.attributes) script.setAttribute(name, value)
    dead.replaceWith(script)
  }
  document.body.replaceWith(next)
  history.pushState(null, '', link.href)
})
