// Like the libraries of 2007 that many pages still have: all methods are enumerable, and some are outdated.
;(() => {
  const toArray = (list) => Array.prototype.slice.call(list)
  const extend = (target, methods) => {
    for (const name in methods) target[name] = methods[name]
  }
  extend(Array.prototype, {
    each(visit) {
      for (let index = 0; index < this.length; index++) visit(this[index], index)
      return this
    },
    clear() {
      this.length = 0
      return this
    },
    compact() {
      return this.filter((item) => item != null)
    },
    first() {
      return this[0]
    },
    last() {
      return this[this.length - 1]
    },
    without(...unwanted) {
      return this.filter((item) => unwanted.indexOf(item) < 0)
    },
    uniq() {
      return this.filter((item, index) => this.indexOf(item) === index)
    },
    inspect() {
      return `[${this.join(', ')}]`
    },
    entries() {
      return toArray(this)
    },
    toJSON() {
      return `[${toArray(this).map(String).join(', ')}]`
    },
  })
  extend(String.prototype, {
    toJSON() {
      return `"${this}"`
    },
    strip() {
      return this.replace(/^\s+|\s+$/g, '')
    },
    blank() {
      return /^\s*$/.test(this)
    },
    toArray() {
      return this.split('')
    },
    startsWith(start) {
      return this.lastIndexOf(start, 0) === 0
    },
  })
  extend(Function.prototype, {
    bind(context, ...given) {
      return (...more) => this.apply(context, given.concat(more))
    },
    delay(seconds) {
      return setTimeout(this, seconds * 1000)
    },
    wrap(wrapper) {
      return (...given) => wrapper.apply(this, [this].concat(given))
    },
  })
  extend(Element.prototype, {
    show() {
      this.style.display = ''
      return this
    },
    hide() {
      this.style.display = 'none'
      return this
    },
    visible() {
      return this.style.display !== 'none'
    },
    update(html) {
      this.innerHTML = html
      return this
    },
    remove() {
      this.parentNode.removeChild(this)
      return this
    },
  })
  Array.from = (list) => (list ? toArray(list) : [])
  window.$ = (id) => document.getElementById(id)
  window.$$ = (selector) => toArray(document.querySelectorAll(selector))
})()
