/**
 * On the page around a frame: gives each frame of ours the height of its box. A message counts only when it comes from our
 * origin, and then for the very frame whose window sent it. A block, so that the page gets no names.
 */
{
  const source = (document.currentScript as HTMLScriptElement | null)?.src
  const origin = source ? new URL(source).origin : ''
  const listFrames = () =>
    [...document.querySelectorAll('iframe')].filter(({ src }) => src.startsWith(`${origin}/embed/`))

  addEventListener('message', (message) => {
    const { height, type } = message.data ?? {}
    if (message.origin !== origin || type !== 'fact-box:height' || !(height > 0)) return
    const frame = listFrames().find(({ contentWindow }) => contentWindow === message.source)
    frame?.setAttribute('height', `${Math.ceil(height)}`)
  })

  // A frame that was ready before this script has spoken already; one that is not yet there will speak.
  for (const { contentWindow } of listFrames()) contentWindow?.postMessage({ type: 'fact-box:measure' }, '*')
}
