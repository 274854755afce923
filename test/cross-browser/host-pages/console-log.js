// Records the page's errors, like a publisher's error monitoring, in `consoleLog`, a list of lines.
;(() => {
  const consoleLog = []
  Object.defineProperty(window, 'consoleLog', { value: consoleLog })
  addEventListener('error', ({ message }) => consoleLog.push(`error: ${message}`))
  addEventListener('unhandledrejection', ({ reason }) => consoleLog.push(`rejection: ${reason}`))
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    consoleLog.push(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
  )
  for (const level of ['error', 'warn']) {
    const write = console[level]
    console[level] = (...words) => {
      consoleLog.push(`${level}: ${words.join(' ')}`)
      write.apply(console, words)
    }
  }
})()
