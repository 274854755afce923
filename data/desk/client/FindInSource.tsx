/** Chooses a passage by its words; `first words … last words` chooses what lies between too. Enter goes to the next place. */
import { useState } from 'preact/hooks'
import { findPassages } from '../../citations/locate.ts'
import type { Place } from './selection.ts'

interface Props {
  body: string
  choose: (place: Place) => void
  /** Puts the focus into the text. */
  done: () => void
}

export function FindInSource({ body, choose, done }: Props) {
  const [found, setFound] = useState<{ words: string; places: Place[]; at: number }>()
  const find = (words: string) => {
    const places = findPassages(body, words)
    setFound(words.trim() === '' ? undefined : { words, places, at: 0 })
    if (places[0]) choose(places[0])
  }
  const step = () => {
    if (!found || found.places.length === 0) return
    if (found.places.length === 1) return done()
    const at = (found.at + 1) % found.places.length
    setFound({ ...found, at })
    const place = found.places[at]
    if (place) choose(place)
  }
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault()
        step()
      }}
    >
      <input
        aria-label="Find words in the source"
        placeholder="Find words"
        value={found?.words ?? ''}
        spellcheck={false}
        onInput={(event) => find(event.currentTarget.value)}
      />
      <output aria-live="polite">{found && describe(found)}</output>
    </form>
  )
}

function describe({ places, at }: { places: Place[]; at: number }): string {
  if (places.length === 0) return 'not there'
  return places.length === 1 ? 'found' : `${at + 1} of ${places.length}`
}
