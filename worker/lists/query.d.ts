/** The query of an address, read by its table: every parameter that is wrong is reported at once, each by its name. */
import type { Problem } from '../../data/wire.ts';
import type { Parameter, ParameterTable } from './parameter-schema.ts';
type ValueOf<One> = One extends Parameter<infer Value> ? Value : never;
/** What was asked for, by parameter. */
export type Values<Table extends ParameterTable = ParameterTable> = {
    [Name in keyof Table]?: ValueOf<Table[Name]>;
};
export type ParameterError = NonNullable<Problem['errors']>[number];
/** An empty table refuses everything. */
export declare function readQuery(search: string, table: ParameterTable): {
    values: Values;
} | {
    errors: ParameterError[];
};
/** The one way to write these values: sorted by name, so that whoever asks for the same has the same address. */
export declare function formatQuery(values: Values): string;
export {};
