import type { Command } from '../command.ts';
import { answer } from './answer.ts';
import { attended } from './attended.ts';
import { broadcast } from './broadcast.ts';
import { broadcastPreview } from './broadcast-preview.ts';
import { broadcastReport } from './broadcast-report.ts';
import { callDone } from './call-done.ts';
import { callList } from './call-list.ts';
import { cancel } from './cancel.ts';
import { contact } from './contact.ts';
import { handOffs } from './hand-offs.ts';
import { invite } from './invite.ts';
import { joinLink } from './join-link.ts';
import { move } from './move.ts';
import { notReached } from './not-reached.ts';
import { pause } from './pause.ts';
import { publish } from './publish.ts';
import { report } from './report.ts';
import { resume } from './resume.ts';
import { resumeSender } from './resume-sender.ts';
import { spending } from './spending.ts';
import { stop } from './stop.ts';
import { take } from './take.ts';

/** Every command that takes one JSON object, by name. `load` alone reads standard input. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  invite,
  move,
  cancel,
  report,
  contact,
  'call-list': callList,
  'call-done': callDone,
  publish,
  'join-link': joinLink,
  attended,
  broadcast,
  'broadcast-preview': broadcastPreview,
  'broadcast-report': broadcastReport,
  'not-reached': notReached,
  spending,
  pause,
  resume,
  'resume-sender': resumeSender,
  stop,
  take,
  'hand-offs': handOffs,
  answer,
};
