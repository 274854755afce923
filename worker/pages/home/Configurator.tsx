/** The configurator's form: the choice beside its snippet, and below them the options and the preview. */
import { LANGUAGE_NAMES } from '../../../.build/assets-module.js'
import type { TopicRow } from '../../../data/schema/api.ts'
import { ENGLISH } from '../../../widget/i18n/language.ts'
import { ROWS } from '../../../widget/options.ts'
import { type Choice, HEIGHTS, HOSTS, KINDS, SIZES, THEMES } from '../../query/choice.ts'
import { Checkbox, Field, NumberField, Select } from './fields.tsx'

export type TopicChoice = Pick<TopicRow, 'id' | 'name' | 'release'>

/** A statement or event that may be shown alone. */
export interface ItemChoice {
  id: string
  text: string
}

export interface ConfiguratorProps {
  topics: TopicChoice[]
  choice: Choice
  snippet: string
  items: ItemChoice[]
  /** The choice as a query, starting with `?`; empty when everything has its default. */
  query: string
}

export function Configurator({ topics, choice, snippet, items, query }: ConfiguratorProps) {
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
          <b>Preview</b>
          <span id="width" class="width" hidden>
            <label for="width-of-column">Width</label>{' '}
            <input id="width-of-column" type="range" min="280" max="860" step="10" value="640" />{' '}
            <output for="width-of-column">640 px</output>
          </span>
          <Field name="on" label="Shown on">
            <Select name="on" options={Object.entries(HOSTS)} chosen={choice.host} />
          </Field>
        </p>
        <iframe id="preview" src={`/preview${query}`} title="The box on a page" loading="lazy" />
      </div>
    </form>
  )
}

/** Options that few people change. */
function Options({ choice, latest }: { choice: Choice; latest: number }) {
  const { size = 'compact', theme = '', lang = 'en', sections, height, release, isPinned } = choice
  return (
    <fieldset class="options">
      <legend>Options</legend>
      <Field name="size" label="Size">
        <Select name="size" options={Object.entries(SIZES)} chosen={size} />
      </Field>
      <Field name="theme" label="Theme">
        <Select name="theme" options={[['', 'Match the page'], ...Object.entries(THEMES)]} chosen={theme} />
      </Field>
      <Field name="lang" label="Language">
        <Select name="lang" options={LANGUAGE_NAMES} chosen={lang} />
      </Field>
      <NumberField name="height" label="Maximum height, in px" placeholder="no limit" range={HEIGHTS} value={height} />
      <NumberField
        name="release"
        label="Pinned release"
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
