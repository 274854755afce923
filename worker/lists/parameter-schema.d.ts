/**
 * What a query parameter may be, as JSON Schema (2020-12) says it, and the parsing that follows from it. One definition
 * serves the routes and the OpenAPI document. No I/O, nothing of the Worker: Node imports it too.
 */
export type ParameterSchema = {
    type: 'string';
    pattern?: string;
    minLength?: number;
    maxLength?: number;
} | {
    type: 'integer';
    minimum: number;
    maximum: number;
    default?: number;
}
/** One value with commas between its parts: `style: form, explode: false` in OpenAPI. */
 | {
    type: 'array';
    items: {
        type: 'string';
        enum: readonly string[];
    };
    minItems: 1;
    uniqueItems: true;
};
/** `detail` completes a sentence whose subject is the parameter. */
export type Parsed<Value> = {
    value: Value;
} | {
    detail: string;
};
export interface Parameter<Value = unknown> {
    description: string;
    schema: ParameterSchema;
    /** A value that is accepted. */
    example: string;
    isRequired?: true;
    /** Takes what stands in the address, percent-decoded. The value is canonical: what means the same parses to the same. */
    parse: (text: string) => Parsed<Value>;
}
/** By name, in the order in which they are documented. */
export type ParameterTable = Record<string, Parameter>;
type StringSchema = Extract<ParameterSchema, {
    type: 'string';
}>;
/**
 * `expected` says in words what the schema says in symbols: `must be …`. `read` gives the canonical form of what fits the
 * schema; absent when it is wrong all the same.
 */
export declare function createText(about: {
    description: string;
    example: string;
    expected: string;
}, schema: Omit<StringSchema, 'type'>, read?: (text: string) => string | undefined): Parameter<string>;
export declare function createInteger(about: {
    description: string;
    example: string;
}, schema: {
    minimum: number;
    maximum: number;
    default?: number;
}): Parameter<number>;
/** Some of `names`, with commas between them; their order means nothing. */
export declare function createNames<Name extends string>(about: {
    description: string;
    example: string;
}, names: readonly Name[]): Parameter<Name[]>;
export {};
