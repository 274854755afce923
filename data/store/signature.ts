/**
 * Signatures of a topic's ref and of the record of widget builds: Ed25519 (RFC 8032) over the canonical JSON of the record
 * without its signature, by Web Crypto, so that Node, workerd and browsers share the check; and a publisher's key pair. The
 * ref contains the topic's id and the sequence, so a signature is valid for no other topic and no other state.
 */
import { canonicalJson, type Signature } from './records.ts'

/** A key pair whose private half this process has. */
export interface Signer {
  /** 32 bytes, base64url. */
  publicKey: string
  /** The 64 bytes of the signature. */
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
}

export interface Signable {
  signature?: Signature
}

const ALGORITHM = 'Ed25519'
const KEY = /^[\w-]{43}$/
const VALUE = /^[\w-]{86}$/
/** This many characters identify a public key among several; verification uses the whole key. */
const KEY_ID_LENGTH = 8

const encode = (record: Signable) => {
  const { signature: _, ...signed } = record
  return new TextEncoder().encode(canonicalJson(signed))
}

/** Returns the record with a new signature, which replaces any old one. */
export async function sign<Record extends Signable>(record: Record, signer: Signer): Promise<Record> {
  const bytes = new Uint8Array(await signer.sign(encode(record)))
  const value = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  return { ...record, signature: { key: signer.publicKey.slice(0, KEY_ID_LENGTH), value } }
}

/**
 * Returns whether one of these public keys signed the record.
 *
 * @throws DOMException if a key is invalid, or this platform has no Ed25519
 */
export async function isSigned(record: Record<string, unknown>, keys: readonly string[]): Promise<boolean> {
  const { key, value } = (record.signature ?? {}) as Partial<Signature>
  const x = keys.find((one) => one.slice(0, KEY_ID_LENGTH) === key)
  if (x === undefined || typeof value !== 'string' || !VALUE.test(value)) return false
  const publicKey = await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: ALGORITHM, x }, ALGORITHM, false, [
    'verify',
  ])
  const text = atob(value.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
  return crypto.subtle.verify(ALGORITHM, publicKey, bytes, encode(record as Signable))
}

/** Splits the variable `PUBLISHER_KEYS`: public keys, separated by spaces. Empty or absent: nothing is signed. */
export const splitKeys = (text: string | undefined): string[] => text?.split(' ').filter(Boolean) ?? []

/** Splits the variable and checks its keys, for an operator's tools. @throws Error that names an invalid key */
export function parseKeys(text: string | undefined): string[] {
  const keys = splitKeys(text)
  const wrong = keys.find((key) => !KEY.test(key))
  if (wrong === undefined) return keys
  throw new Error(`PUBLISHER_KEYS has “${wrong}”, which is not a public key: use the 43 characters that keygen printed`)
}

/** As Web Crypto exports it (RFC 8037): 32 bytes each, base64url. */
export interface PrivateKey {
  kty: 'OKP'
  crv: 'Ed25519'
  /** The private half. */
  d: string
  /** The public half: what `PUBLISHER_KEYS` names. */
  x: string
}

export async function generateKey(): Promise<PrivateKey> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as { privateKey: never }
  const { d, x } = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as PrivateKey
  return { kty: 'OKP', crv: 'Ed25519', d, x }
}

/** @throws DOMException if the key is invalid, or this platform has no Ed25519 */
export async function createSigner({ kty, crv, d, x }: PrivateKey): Promise<Signer> {
  const key = await crypto.subtle.importKey('jwk', { kty, crv, d, x }, 'Ed25519', false, ['sign'])
  return { publicKey: x, sign: (bytes) => crypto.subtle.sign('Ed25519', key as never, bytes) }
}
