/** The host named in the query fills `<main>`. */
const hosts = import.meta.glob('../{jquery,svelte,vue}/main.ts')

hosts[`../${location.search.slice(1)}/main.ts`]?.()
