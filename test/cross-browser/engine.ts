/** The interface of an engine for the cases. Each engine has a file that implements it with its own driver. */

export type ColorScheme = 'light' | 'dark'

export interface Engine {
  name: string
  /** Starts a browser on a system in light or dark mode. Rejects with a `NotInstalled` where there is none. */
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

/** Lists the differences as text. `read` is undefined where an engine cannot report its values, only confirm the expected ones. */
export function compareAccessible(expected: Accessible[], read: (Accessible | undefined)[]): string[] {
  // WebKit omits the space at a line break.
  const show = ({ role, name }: Accessible) => `${role} “${name.replaceAll(/\s/g, '')}”`
  return expected.flatMap((one, index) => {
    const other = read[index]
    if (other && show(other) === show(one)) return []
    return [`${show(one)} is ${other ? show(other) : 'something else'}`]
  })
}

/** Returns the call of a function, with its arguments, as text. */
export function writeCall<Given extends unknown[]>(run: (...given: Given) => unknown, given: Given): string {
  return `(${run})(...${JSON.stringify(given)})`
}

/** What assistive technology receives about an element. */
export interface Accessible {
  /** A WAI-ARIA role. */
  role: string
  name: string
}

export interface Tab extends Frame {
  /** Lists the elements that a function finds in the page and whose role or name is not the expected one. */
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
  /** Errors of the page, and its console errors and warnings. Empty where the engine does not report them. */
  consoleErrors: string[]
  close: () => Promise<void>
}

export type Key = 'Tab' | 'Enter' | 'Escape'

export const VIEWPORT = { width: 1000, height: 760 }

/** West of UTC, so a date that is converted to local time is off by one. */
export const TIME_ZONE = 'America/New_York'
