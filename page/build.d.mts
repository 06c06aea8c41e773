export declare function pageText(): Promise<string>
