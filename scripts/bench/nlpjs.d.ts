// The parts of node-nlp that the peer uses; its packages bring no types.
declare module '@nlpjs/core' {
  type Container = { use: (plugin: unknown) => void };
  export function containerBootstrap(): Promise<Container>;
}
declare module '@nlpjs/lang-en' {
  export const LangEn: unknown;
}
declare module '@nlpjs/lang-es' {
  export const LangEs: unknown;
}
declare module '@nlpjs/nlp' {
  export class Nlp {
    constructor(settings: { container: unknown; autoSave: boolean; nlu: { log: boolean } });
    addLanguage(language: string): void;
    addDocument(language: string, text: string, intent: string): void;
    train(): Promise<void>;
    process(language: string, text: string): Promise<{ intent: string }>;
  }
}
