/** Problems in YAML and their remedies, in words for editors. */

export interface Words {
  problem: string
  remedy: string
}

export const TOO_DEEP_WORDS: Words = {
  problem: 'brackets are nested too deeply',
  remedy: 'write block style, one item per line',
}

/** By the code of the parser's error. */
export const WORDS = {
  DUPLICATE_KEY: {
    problem: 'the same key occurs twice here',
    remedy: 'keep one of the two; the second would silently replace the first',
  },
  MULTILINE_IMPLICIT_KEY: {
    problem: 'a colon is missing, or a line is not indented like its neighbours',
    remedy: 'write key: value, with a space after the colon',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    problem: 'a text that contains a colon and a space is read as another key',
    remedy: "put the whole text in single quotes, '…'",
  },
  MISSING_CHAR: {
    problem: 'something is opened but not closed, such as a quotation mark',
    remedy: 'close it; it may have been opened some lines above',
  },
  UNEXPECTED_TOKEN: {
    problem: 'this does not continue the line before',
    remedy: 'indent it like its neighbours; look for a missing quotation mark, or for text after one',
  },
  MULTIPLE_DOCS: {
    problem: 'a second document begins here',
    remedy: 'delete the line --- and what does not belong to this file',
  },
  TAG_RESOLVE_FAILED: {
    problem: 'YAML reads a word that begins with ! as a tag, and this tag is unknown',
    remedy: "remove the tag, or put the whole text in single quotes, '…'",
  },
  BAD_DIRECTIVE: { problem: 'a line that begins with % is a YAML directive', remedy: 'delete the line' },
  BAD_SCALAR_START: {
    problem: 'a text must not begin with this character',
    remedy: "put the whole text in single quotes, '…'",
  },
  BAD_DQ_ESCAPE: {
    problem: 'a backslash in double quotes begins an escape, and this one does not exist',
    remedy: "write two backslashes, or put the text in single quotes, '…'",
  },
  BAD_ALIAS: {
    problem: 'YAML reads a text that begins with * or & as an alias or an anchor',
    remedy: "put the whole text in single quotes, '…'",
  },
  /** Of this project, in the place of UNEXPECTED_TOKEN. */
  BEHIND_QUOTE: {
    problem: 'the text goes on behind the quotation mark that closes it',
    remedy: "in single quotes, write an apostrophe twice, ''; or put the mark at the end of the text",
  },
  LIST_AS_TEXT: {
    problem: 'a text must not begin with - and a space, or with > or |',
    remedy: "put the whole text in single quotes, '…'",
  },
  /** In the place of MISSING_CHAR. */
  OPEN_QUOTE: {
    problem: 'the quotation mark that opens this text is never closed',
    remedy: 'close it at the end of the text',
  },
  NON_STRING_KEY: { problem: 'a key must be one of the words that this file has', remedy: 'write key: value' },
  RESOURCE_EXHAUSTION: TOO_DEEP_WORDS,
  BAD_INDENT: { problem: 'the line is not indented like its neighbours', remedy: 'indent by two spaces per level' },
} satisfies Record<string, Words>

/** Undefined for rarer errors. */
export function readWords(code: string): Words | undefined {
  return Object.hasOwn(WORDS, code) ? WORDS[code as keyof typeof WORDS] : undefined
}

export const OTHER_REMEDY = 'correct the YAML here: indentation by two spaces, a space after each colon, quotes closed'

export const ANCHOR_WORDS: Words = {
  problem: 'a word that begins with & is an anchor to YAML and would be lost',
  remedy: "put the whole text in single quotes, '…'",
}

export const ALIAS_WORDS: Words = {
  problem: 'YAML reads this as an alias',
  remedy: "write the value out here; put a text that begins with * in single quotes, '…'",
}

export const COMMENT_WORDS: Words = {
  problem: 'YAML reads the text after # as a comment, so it would be lost',
  remedy: "put the whole text in single quotes, '…', or the comment on a line of its own",
}
