/** A publisher's key pair (Ed25519), as Web Crypto makes and uses it. What the Worker and browsers check with is signature.ts. */
import type { Signer } from './signature.ts'

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

/** @throws DOMException when it is no such key, or this platform has no Ed25519 */
export async function createSigner({ kty, crv, d, x }: PrivateKey): Promise<Signer> {
  const key = await crypto.subtle.importKey('jwk', { kty, crv, d, x }, 'Ed25519', false, ['sign'])
  return { publicKey: x, sign: (bytes) => crypto.subtle.sign('Ed25519', key as never, bytes) }
}
