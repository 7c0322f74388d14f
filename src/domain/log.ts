/** What a log line may carry: ids, counts, codes; never a phone number, a name or a message's text. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

type Write = (fields: LogFields, message: string) => void;

/** The log every room is given. Messages are fixed sentences; what varies is in the fields. */
export type Log = { debug: Write; info: Write; warn: Write; error: Write };

/** A log that says nothing, for tests and commands. */
export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};
