import type { Log, LogFields } from '#domain';

/** A log that keeps all it is told, one line of JSON an entry, for tests that read it. */
export function heardLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const at = (level: string) => (fields: LogFields, message: string) => {
    lines.push(JSON.stringify({ level, message, ...fields }));
  };
  return {
    lines,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
}
