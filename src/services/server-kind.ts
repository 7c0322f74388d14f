import type { ServicesRecord } from './record.ts';

/** What one of our two servers is, to the code that finds, starts and stops either. */
export type ServerKind = {
  name: string;
  key: keyof ServicesRecord;
  /** A program that runs here; the one used before is preferred. Throws a ConfigError. */
  findBinary(remembered: string | undefined): Promise<string>;
  /** How it is started on this port, keeping what it has in this folder. */
  args(port: number, folder: string): string[];
  /** Its own number and folder as the server on this port tells them, or nothing if none of its kind does. */
  whoAnswers(port: number): Promise<{ pid: number; folder: string } | undefined>;
  /** Waits until it can be written to, setting it up the first time. */
  makeReady(port: number): Promise<void>;
  address(port: number): string;
};
