/** Whether what parsed is what its key promises: anything else counts as an outage. */
import type { Manifest, Pointer } from '../../data/releases/records.ts'

export function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

export function isManifestOf(topic: string, release?: number): (value: Partial<Manifest> | undefined) => boolean {
  return (value) =>
    value?.topic === topic && (release === undefined || value.release === release) && isRecord(value.files)
}

export function isPointerOf(topic: string): (value: Partial<Pointer>) => boolean {
  const isManifest = isManifestOf(topic)
  return ({ sequence, row, manifest, history, withdrawn }) =>
    Number.isInteger(sequence) &&
    row?.id === topic &&
    isManifest(manifest) &&
    Array.isArray(history) &&
    isRecord(withdrawn?.items) &&
    isRecord(withdrawn?.releases)
}
