/**
 * `npm run package`: writes the widget as an npm package to `.build/package`: the element as an ES module, its types, JSX types for
 * React and Preact, and its manifest (custom-elements.json, 1.0.0). `--origin` sets the service from which its elements fetch;
 * without it, each element needs the attribute `origin`.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { toModule } from '../call-script.ts'
import { bundleWidget } from './bundle.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SOURCES = join(ROOT, 'widget/package')

export const PACKAGE_FOLDER = join(ROOT, '.build/package')

/** Resolves with the folder, ready for `npm pack` and `npm publish`. */
export async function writePackage(folder = PACKAGE_FOLDER, origin = ''): Promise<string> {
  const { script } = await bundleWidget()
  const module = toModule(script, JSON.stringify(origin))
  const { version, license } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await cp(SOURCES, folder, { recursive: true })
  await cp(join(ROOT, 'widget/widget.d.mts'), join(folder, 'fact-box.d.ts'))
  await cp(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'))
  // Defines nothing where there is no `HTMLElement`, such as on a server.
  await writeFile(join(folder, 'fact-box.js'), `${module.replace('=', '=globalThis.HTMLElement&&')}\n`)
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(describePackage(version, license), null, 2)}\n`)
  return folder
}

function describePackage(version: string, license: string) {
  return {
    name: 'fact-box',
    version,
    description: 'Cited, attributed facts about a topic, as an element.',
    license,
    type: 'module',
    // Importing the module defines the element.
    sideEffects: true,
    customElements: 'custom-elements.json',
    exports: {
      '.': { types: './fact-box.d.ts', default: './fact-box.js' },
      './react': { types: './react.d.ts' },
      './preact': { types: './preact.d.ts' },
      './custom-elements.json': './custom-elements.json',
    },
    types: './fact-box.d.ts',
    files: ['*'],
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { origin: { type: 'string' } } })
  console.log(await writePackage(PACKAGE_FOLDER, values.origin))
}
