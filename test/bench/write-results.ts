/** Writes the results of a run for readers of the repository: the table, a chart, and the README's line. */
import { readFile, writeFile } from 'node:fs/promises'
import { drawChart } from './chart.ts'
import { type Section, showGoals, showSection } from './report.ts'

const METHOD =
  'A ratio is the time of an empty Worker to the Worker’s, so higher is better; for the title, the time of the box to that of the same box written by hand.'

const here = (name: string) => new URL(name, import.meta.url)
const README = here('../../README.md')
const MARKED = /(?<=<!-- bench -->\n)[\s\S]*?(?=<!-- \/bench -->)/

export async function writeResults(sections: Section[], about: string): Promise<void> {
  const day = new Date().toISOString().slice(0, 10)
  await writeFile(
    here('results.md'),
    `# Results\n\nMeasured on ${day}. ${about} ${METHOD}\n\n![Bars: what a topic costs servers, and what a box costs a page](results.svg)\n\n${showGoals(sections)}\n\n${sections.map(showSection).join('\n\n')}\n`,
  )
  await writeFile(
    here('results.svg'),
    drawChart(
      sections.flatMap(({ bars = [] }) => bars),
      'Shorter is better.',
    ),
  )
  const [met] = /^.*?met\./.exec(showGoals(sections)) ?? ['']
  const block = `Against an empty Worker and other widgets: ${met} [All figures](test/bench/results.md), [how they are made](test/bench/README.md).\n`
  const readme = await readFile(README, 'utf8')
  if (!MARKED.test(readme)) throw new Error('README.md has no <!-- bench --> marks')
  await writeFile(
    README,
    readme.replace(MARKED, () => block),
  )
}
