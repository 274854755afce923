/** The element with data that arrive later, as a property. */
import { createApp, h, onMounted, ref } from 'vue'
import { loadData } from '../../data.ts'

createApp({
  setup() {
    const box = ref()
    onMounted(async () => {
      box.value = await loadData()
    })
    return () =>
      h('fact-box', {
        topic: 'us-iran-iraq-talks',
        box: box.value,
        onFactboxready: () => document.body.setAttribute('data-ready', ''),
      })
  },
}).mount('main')
