import type { Command } from '../command.ts';
import { answer } from './answer.ts';
import { cancel } from './cancel.ts';
import { contact } from './contact.ts';
import { handOffs } from './hand-offs.ts';
import { invite } from './invite.ts';
import { move } from './move.ts';
import { publish } from './publish.ts';
import { report } from './report.ts';
import { take } from './take.ts';

/** Every command that takes one JSON object, by name. `load` alone reads standard input. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  invite,
  move,
  cancel,
  report,
  contact,
  publish,
  take,
  'hand-offs': handOffs,
  answer,
};
