/**
 * Characters that no text may have, for a class of a regular expression: controls, what nobody sees, what parts lines, what turns the
 * direction of what follows, and what stands for a lost letter. Marks that Persian and Arabic need (U+200C to U+200F) are allowed.
 */
export const REFUSED_CHARACTERS = '\\x00-\\x1f\\x7f-\\x9f\u00ad\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd'
