// The page's own record of what went wrong on it, as a publisher's error monitoring keeps one: `journal`, a list of words.
;(() => {
  const journal = []
  Object.defineProperty(window, 'journal', { value: journal })
  addEventListener('error', ({ message }) => journal.push(`error: ${message}`))
  addEventListener('unhandledrejection', ({ reason }) => journal.push(`rejection: ${reason}`))
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    journal.push(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
  )
  for (const level of ['error', 'warn']) {
    const write = console[level]
    console[level] = (...words) => {
      journal.push(`${level}: ${words.join(' ')}`)
      write.apply(console, words)
    }
  }
})()
