export declare const CHARACTERS: string
export declare function encode(bytes: Uint8Array): string
