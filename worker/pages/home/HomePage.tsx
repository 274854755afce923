/**
 * `/`, the configurator: choose a box, copy its snippet, see it on a page. A plain form whose URL is the choice; complete
 * without a script.
 */
import type { ComponentChildren } from 'preact'
import type { TopicRow } from '../../../data/schema/api.ts'
import { ENGLISH } from '../../../widget/i18n/language.ts'
import { LANGUAGES } from '../../../widget/i18n/languages.ts'
import { ROWS } from '../../../widget/options.ts'
import { type Choice, HEIGHTS, HOSTS, KINDS, SIZES, THEMES } from '../../query/choice.ts'
import { type Assets, Layout } from '../Layout.tsx'
import { Requirements } from './Requirements.tsx'

export type TopicChoice = Pick<TopicRow, 'id' | 'name' | 'release'>

/** A statement or event that may stand alone. */
export interface ItemChoice {
  id: string
  text: string
}

export interface HomeProps {
  topics: TopicChoice[]
  /** Absent before there is a topic. */
  made: { choice: Choice; snippet: string; items: ItemChoice[] } | undefined
  /** The choice as a query, with `?` before it; empty when everything has its default. */
  query: string
  origin: string
  assets: Assets
}

export function HomePage({ topics, made, query, origin, assets }: HomeProps) {
  return (
    <Layout
      title="Fact box: a summary with its sources"
      description="A fact box stands beside a story and says in short what is known, who says so and where. Choose a topic, copy its snippet, see it on a page."
      canonical={`${origin}/`}
      assets={assets}
      place="/"
    >
      <main id="content" class="home">
        <h1>The background to a story, with its sources</h1>
        {made ? <Configurator topics={topics} {...made} query={query} /> : <p class="notice">There is no topic yet.</p>}
        <Requirements origin={origin} />
        <Features />
      </main>
    </Layout>
  )
}

interface ConfiguratorProps {
  topics: TopicChoice[]
  choice: Choice
  snippet: string
  items: ItemChoice[]
  query: string
}

function Configurator({ topics, choice, snippet, items, query }: ConfiguratorProps) {
  return (
    <form id="choice" class="configurator" action="/">
      <fieldset class="chosen">
        <legend>1. Choose</legend>
        <Field name="topic" label="Topic">
          <Select name="topic" options={topics.map(({ id, name }) => [id, name])} chosen={choice.topic} />
        </Field>
        <Field name="item" label="Show">
          <Select
            name="item"
            options={[['', 'The whole box'], ...items.map(({ id, text }): [string, string] => [id, text])]}
            chosen={choice.item ?? ''}
          />
        </Field>
        <Field name="as" label="As">
          <Select
            name="as"
            options={Object.entries(KINDS).map(([value, { name }]) => [value, name])}
            chosen={choice.as}
            notes={Object.fromEntries(Object.entries(KINDS).map(([value, { note }]) => [value, note]))}
          />
        </Field>
        <button type="submit" class="apply">
          Show it
        </button>
      </fieldset>
      <div class="copy">
        <label for="snippet">2. Copy</label>
        <textarea id="snippet" rows={5} readOnly spellcheck={false} aria-describedby="note">
          {snippet}
        </textarea>
        <p class="copy-line">
          <button id="copy-button" type="button" hidden>
            Copy
          </button>{' '}
          <span id="copied" role="status" />
        </p>
        <p id="note" class="dateline">
          {KINDS[choice.as].note}
        </p>
      </div>
      <Options choice={choice} latest={topics.find(({ id }) => id === choice.topic)?.release ?? 1} />
      <div class="shown">
        <p class="preview-line">
          <b id="result">Preview</b>
          <label id="width" hidden>
            Width <input type="range" min="280" max="860" step="10" value="640" /> <output>640 px</output>
          </label>
          <Field name="on" label="on">
            <Select name="on" options={Object.entries(HOSTS)} chosen={choice.host} />
          </Field>
        </p>
        <iframe id="preview" src={`/preview${query}`} title="The box on a page" loading="lazy" />
      </div>
    </form>
  )
}

/** What most people leave as it is. */
function Options({ choice, latest }: { choice: Choice; latest: number }) {
  const { size = 'compact', theme = '', lang = 'en', sections, height, release, isPinned } = choice
  return (
    <fieldset class="options">
      <legend>Options</legend>
      <Field name="size" label="Size">
        <Select name="size" options={Object.entries(SIZES)} chosen={size} />
      </Field>
      <Field name="theme" label="Theme">
        <Select name="theme" options={[['', 'As the page'], ...Object.entries(THEMES)]} chosen={theme} />
      </Field>
      <Field name="lang" label="Language">
        <Select
          name="lang"
          options={Object.values(LANGUAGES).map((one): [string, string] => [one.lang, one.ownName])}
          chosen={lang}
        />
      </Field>
      <NumberField name="height" label="Height at most, in px" placeholder="no limit" range={HEIGHTS} value={height} />
      <NumberField
        name="release"
        label="Release to stay with"
        placeholder="the current one"
        range={{ minimum: 1, maximum: latest }}
        value={release}
      />
      <details open={sections !== undefined}>
        <summary>Sections</summary>
        <fieldset aria-label="Sections" aria-describedby="sections-problem">
          <small id="sections-problem" class="problem" role="status" />
          {ROWS.map((name) => (
            <Checkbox
              name="sections"
              value={name}
              label={ENGLISH.phrases[name]}
              isChecked={sections?.includes(name) ?? true}
            />
          ))}
        </fieldset>
      </details>
      <Checkbox name="pin" value="yes" label="Pin the script by its hash (integrity)" isChecked={isPinned} />
    </fieldset>
  )
}

function Field({ name, label, children }: { name: string; label: string; children: ComponentChildren }) {
  return (
    <span class="field">
      <label for={name}>{label}</label> {children}
    </span>
  )
}

interface SelectProps {
  name: string
  options: [value: string, text: string][]
  chosen: string
  /** By value, for the script. */
  notes?: Record<string, string>
}

function Select({ name, options, chosen, notes }: SelectProps) {
  return (
    <select id={name} name={name}>
      {options.map(([value, text]) => (
        <option value={value} selected={value === chosen} data-note={notes?.[value]}>
          {text}
        </option>
      ))}
    </select>
  )
}

interface NumberFieldProps {
  name: string
  label: string
  /** What an empty field stands for. */
  placeholder: string
  range: { minimum: number; maximum: number; multipleOf?: number }
  value: number | undefined
}

function NumberField({ name, label, placeholder, range, value }: NumberFieldProps) {
  const { minimum, maximum, multipleOf = 1 } = range
  return (
    <Field name={name} label={label}>
      <input
        id={name}
        name={name}
        type="number"
        min={minimum}
        max={maximum}
        step={multipleOf}
        placeholder={placeholder}
        value={value ?? ''}
        aria-describedby={`${name}-problem`}
      />
      <small id={`${name}-problem`} class="problem" role="status" />
    </Field>
  )
}

function Checkbox({
  name,
  value,
  label,
  isChecked,
}: {
  name: string
  value: string
  label: string
  isChecked: boolean
}) {
  return (
    <label class="mark">
      <input type="checkbox" name={name} value={value} checked={isChecked} /> {label}
    </label>
  )
}

function Features() {
  return (
    <section class="features" aria-label="What to expect">
      <div>
        <h2>One tag, one request</h2>
        <p>
          The script brings the facts of its topic and draws the box where it stands. It runs under a strict content
          policy, stores nothing and leaves the rest of the page alone.
        </p>
      </div>
      <div>
        <h2>Every release is kept</h2>
        <p>
          A correction makes a new release, and says what it corrected. The box follows, or stays with the release that
          you name.
        </p>
      </div>
      <div>
        <h2>Check it yourself</h2>
        <p>
          A citation names a passage by its place and its digest. Paste the source into the check page of a{' '}
          <a href="/topics">topic</a> and see each passage marked. Everything is <a href="/docs">open data</a>.
        </p>
      </div>
    </section>
  )
}
