/** What the cases need of an engine. Each engine has a file that implements it with the engine's own driver. */

export type ColorScheme = 'light' | 'dark'

export interface Engine {
  name: string
  /** Starts a browser whose reader's system is light or dark. Rejects with a `NotInstalled` where there is none. */
  launch: (colorScheme: ColorScheme) => Promise<Browser>
}

export class NotInstalled extends Error {}

export interface Browser {
  /** Name and version, as the browser reports them. */
  version: string
  /** Opens a URL in a tab that shares only the cache with earlier tabs. */
  open: (url: string) => Promise<Tab>
  close: () => Promise<void>
}

export interface Frame {
  /** Runs a function in the page. It sees only its arguments; arguments and result are sent as JSON. */
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
  /** The elements that a function finds in the page, and to which the engine gives other roles or names than these. */
  listMisread: (find: () => Element[], expected: Accessible[]) => Promise<string[]>
  /** The page's nth frame, from 0. */
  frame: (index: number) => Promise<Frame>
  goto: (url: string) => Promise<void>
  back: () => Promise<void>
  clickAt: (x: number, y: number) => Promise<void>
  press: (key: Key) => Promise<void>
  screenshot: () => Promise<Uint8Array>
  /** Absent where the engine cannot emulate print. */
  emulatePrint?: () => Promise<void>
  /** Errors of the page and what it wrote to the console as an error or a warning. Empty where the engine does not report them. */
  consoleErrors: string[]
  close: () => Promise<void>
}

export type Key = 'Tab' | 'Enter' | 'Escape'

export const VIEWPORT = { width: 1000, height: 760 }

/** West of UTC, so a date that is converted to local time is off by one. */
export const TIME_ZONE = 'America/New_York'
