/** What all three engines can do, as far as the cases need it. One file an engine makes it of that engine's own driver. */

export type ColorScheme = 'light' | 'dark'

export interface Engine {
  name: string
  /** Starts a browser whose reader's system is light or dark. Rejects with a `NotInstalled` where there is none. */
  launch: (colorScheme: ColorScheme) => Promise<Browser>
}

export class NotInstalled extends Error {}

export interface Browser {
  /** Name and version as the browser itself tells them. */
  version: string
  /** Opens an address in a tab that shares nothing with earlier ones but the cache. */
  open: (url: string) => Promise<Tab>
  close: () => Promise<void>
}

export interface Frame {
  /** Runs a function in the page. It sees its arguments and nothing of where it was written; both ways go by JSON. */
  evaluate: <Given extends unknown[], Result>(
    run: (...given: Given) => Result | Promise<Result>,
    ...given: Given
  ) => Promise<Result>
}

/** What differs, as text. `read` says nothing where the engine cannot be asked for what it computes, only whether it is this. */
export function compareAccessible(expected: Accessible[], read: (Accessible | undefined)[]): string[] {
  // WebKit leaves out the space at which a line breaks.
  const show = ({ role, name }: Accessible) => `${role} “${name.replaceAll(/\s/g, '')}”`
  return expected.flatMap((one, index) => {
    const other = read[index]
    if (other && show(other) === show(one)) return []
    return [`${show(one)} is ${other ? show(other) : 'something else'}`]
  })
}

/** The call of a function, with its arguments, as text. */
export function writeCall<Given extends unknown[]>(run: (...given: Given) => unknown, given: Given): string {
  return `(${run})(...${JSON.stringify(given)})`
}

/** What assistive technology is given of an element. */
export interface Accessible {
  /** Of WAI-ARIA. */
  role: string
  name: string
}

export interface Tab extends Frame {
  /** Of the elements that a function finds in the page, those that the engine itself does not give these roles and names. */
  listMisread: (find: () => Element[], expected: Accessible[]) => Promise<string[]>
  /** The page's nth frame, from 0. */
  frame: (index: number) => Promise<Frame>
  goto: (url: string) => Promise<void>
  back: () => Promise<void>
  clickAt: (x: number, y: number) => Promise<void>
  press: (key: Key) => Promise<void>
  screenshot: () => Promise<Uint8Array>
  /** Absent where the engine cannot show a page as it would be printed. */
  emulatePrint?: () => Promise<void>
  /** Errors of the page and what it wrote to the console as an error or a warning. Empty where the engine keeps it to itself. */
  consoleErrors: string[]
  close: () => Promise<void>
}

export type Key = 'Tab' | 'Enter' | 'Escape'

export const VIEWPORT = { width: 1000, height: 760 }

/** East of nothing: a date that slips into the reader's time zone is off by one there. */
export const TIME_ZONE = 'America/New_York'
