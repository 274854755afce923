import '@iframely/embed.js'
