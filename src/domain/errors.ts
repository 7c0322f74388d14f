/** A wrong setting, or something the machine lacks. The message names it and says what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * A flow, text or lexicon that is wrong: in which file, where in it (`line` counts from 1; null where there
 * is none), and what to do (`cure`). The message says all of it.
 */
export class ContentError extends Error {
  override name = 'ContentError';
  constructor(
    readonly cure: string,
    readonly file: string,
    readonly path: string,
    readonly line: number | null = null,
  ) {
    super(`${file}${line ? `:${line}` : ''}${path ? ` at ${path}` : ''}: ${cure}`);
  }
}

/** The engine was called wrongly by its host: a fault of ours, never of a family or an author. */
export class EngineError extends Error {
  override name = 'EngineError';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A channel refused or failed. `code` is the provider's (or `timeout`, `network`); `unknown` says that the
 * message may have been accepted all the same, so it must be looked up before it is sent again.
 */
export class ChannelError extends Error {
  override name = 'ChannelError';
  constructor(
    readonly code: string,
    readonly retryable: boolean,
    readonly unknown = false,
  ) {
    super(`The channel answered ${code}.`);
  }
}
