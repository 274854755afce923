/** What a deployment writes to KV before it deploys: a build of the widget, signed where what is published is. */
import { withStore } from '../../data/cli/open-store.ts'
import { archiveWidget } from '../../data/store/widgets.ts'

const { kind } = await withStore({ remote: true }, (storage) => archiveWidget(storage, 'void 0', new Date()), {
  needsKey: true,
})
console.log(kind)
