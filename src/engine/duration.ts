import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '#domain';

const UNITS: Record<string, number> = { m: MINUTE, h: HOUR, d: DAY };

/** A time to wait, written `30m`, `3h` or `2d`; parsed to milliseconds. */
export const Duration = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, 'write a time to wait as 30m, 3h or 2d')
  .meta({ examples: ['30m', '3h', '2d'] })
  .transform((text) => Number(text.slice(0, -1)) * UNITS[text.slice(-1)]!);
