/** The web APIs that this folder uses: the ones that Node, workerd and browsers all have. Code here must use no others. */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean })
  decode(bytes: Uint8Array | ArrayBuffer): string
}
declare const crypto: {
  subtle: {
    digest(algorithm: 'SHA-256', bytes: Uint8Array): Promise<ArrayBuffer>
    importKey(
      format: 'jwk',
      key: { kty: string; crv: string; x: string; d?: string },
      algorithm: 'Ed25519',
      extractable: boolean,
      uses: ('sign' | 'verify')[],
    ): Promise<object>
    generateKey(algorithm: 'Ed25519', extractable: boolean, uses: ('sign' | 'verify')[]): Promise<object>
    exportKey(format: 'jwk', key: object): Promise<object>
    sign(algorithm: 'Ed25519', key: object, bytes: Uint8Array): Promise<ArrayBuffer>
    verify(algorithm: 'Ed25519', key: object, signature: Uint8Array, bytes: Uint8Array): Promise<boolean>
  }
}
declare const URL: { canParse(url: string): boolean }
declare function atob(base64: string): string
declare function btoa(binary: string): string
