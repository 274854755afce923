const box = document.createElement('fact-box')
box.setAttribute('topic', 'us-iran-iraq-talks')

const actions = {
  add: () => upper.append(box),
  move: () => lower.append(box),
  remove: () => box.remove(),
  again: () => upper.append(box),
  other: () => box.setAttribute('topic', 'no-such-topic'),
  first: () => box.setAttribute('topic', 'us-iran-iraq-talks'),
}
for (const [name, act] of Object.entries(actions)) document.getElementById(name).addEventListener('click', act)
