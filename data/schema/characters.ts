/**
 * Characters refused in every text, as the content of a regular expression's character class: controls, invisible characters,
 * line separators, bidirectional controls and U+FFFD. Marks that Persian and Arabic need (U+200C to U+200F) are allowed.
 */
export const REFUSED_CHARACTERS = '\\x00-\\x1f\\x7f-\\x9f\u00ad\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd'
