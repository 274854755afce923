/** Packages without types. */
declare module 'jquery'
declare module 'pym.js'
declare module '*.svelte' {
  import type { Component } from 'svelte'

  const component: Component
  export default component
}
