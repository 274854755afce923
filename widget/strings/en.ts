/** English, with dates as British newspapers write them. The phrases' keys say it all. */
import type { Strings } from './strings.ts'

export const en: Strings = { locale: 'en-GB', dir: 'ltr', phrases: {} }
