// Methods on every object: `for (const name in object)` finds them all.
for (const name of [
  'each',
  'extend',
  'clone',
  'merge',
  'size',
  'isEmpty',
  'pluck',
  'toQueryString',
  'inspect',
  'watch',
]) {
  Object.prototype[name] = () => name
}
