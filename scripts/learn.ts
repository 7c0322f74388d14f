// `npm run learn`: weighs the labelled replies of the development half with the shipped words, and writes
// locales/weights.json. To be run when words or replies changed.
import { writeFileSync } from 'node:fs';
import { writeWeights } from '#understanding';
import { learnWeights } from './learn/learn-weights.ts';
import { labelledReplies } from './understand/labelled-replies.ts';
import { shippedWords, WEIGHTS } from './understand/shipped-lexicon.ts';

const replies = labelledReplies('development');
writeFileSync(WEIGHTS, writeWeights(learnWeights(replies, shippedWords())));
console.log(`Learnt from ${replies.length} replies.`);
