import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en';
import { LangEs } from '@nlpjs/lang-es';
import { Nlp } from '@nlpjs/nlp';
import type { LabelledReply } from '../understand/labelled-replies.ts';
import { threadMicroseconds } from './hear-replies.ts';
import { judge, type Verdict } from './judge-replies.ts';

/** The nearest thing a Node developer would reach for, trained on the same replies we were built with. */
export type Peer = { name: string; hear: (reply: LabelledReply) => Promise<string> };

/**
 * Trains node-nlp's own classifier (`@nlpjs/nlp`): one model for each moment, so that it knows what was
 * asked, as we do; a set of intents is one class. It is told each reply's language, which we are not.
 */
export async function trainPeer(replies: readonly LabelledReply[]): Promise<Peer> {
  const models = new Map<string, Nlp>();
  const contexts = new Set(replies.map(({ context }) => context));
  for (const context of contexts) {
    const own = replies.filter((reply) => reply.context === context);
    models.set(context, await train(own));
  }
  return {
    name: '@nlpjs/nlp',
    hear: async (reply) => {
      const answer = await models.get(reply.context)?.process(languageOf(reply), reply.text);
      return !answer || answer.intent === 'None' ? 'other' : answer.intent;
    },
  };
}

async function train(replies: readonly LabelledReply[]): Promise<Nlp> {
  const container = await containerBootstrap();
  container.use(LangEs);
  container.use(LangEn);
  const nlp = new Nlp({ container, autoSave: false, nlu: { log: false } });
  nlp.addLanguage('es');
  nlp.addLanguage('en');
  for (const reply of replies) {
    nlp.addDocument(languageOf(reply), reply.text, reply.intents.join('+'));
  }
  await nlp.train();
  return nlp;
}

function languageOf({ language }: LabelledReply): 'es' | 'en' {
  return language === 'en' ? 'en' : 'es';
}

/** Judges the peer by the same labels; it finds no facts. Microseconds a reply with it. */
export async function measurePeer(
  peer: Peer,
  replies: readonly LabelledReply[],
): Promise<{ verdicts: Verdict[]; usPerReply: number }> {
  for (const reply of replies) await peer.hear(reply);
  const begun = threadMicroseconds();
  const heard: string[] = [];
  for (const reply of replies) heard.push(await peer.hear(reply));
  const usPerReply = (threadMicroseconds() - begun) / replies.length;
  const verdicts = replies.map((reply, i) =>
    judge(reply, { intents: heard[i]!.split('+'), facts: {}, confirmNeeded: false }),
  );
  return { verdicts, usPerReply };
}
