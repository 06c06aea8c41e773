export declare const LEFT_OUT: readonly number[]
export declare const FIRST_PAIR: number
export declare function encode(bytes: Uint8Array): string
