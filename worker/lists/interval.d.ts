/**
 * Dates of reduced precision as the intervals that they span: `2007-05` is all of May. Dates are compared as text, which
 * ISO 8601 makes their order; what spans beyond a date in that order begins with it and goes on with END.
 */
/** Either end may be open. Both are dates of reduced precision, and both are included. */
export interface Range {
    from?: string | undefined;
    to?: string | undefined;
}
/** A day that the calendar has, a month or a year. */
export declare function isPartialDate(text: string): boolean;
export declare function isInOrder({ from, to }: Range): boolean;
/** Whether what lasts from the beginning of `start` to the end of `end` shares a day with the range. Undated: never. */
export declare function overlaps(range: Range, start: string | undefined, end?: string | undefined): boolean;
