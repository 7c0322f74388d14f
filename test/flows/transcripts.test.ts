import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent } from '#content';
import { flowTexts } from '#engine';
import { languagesOf, play, readTranscript, rewriteTranscript } from '../support/transcript.ts';

const content = loadContent({ flowsDir: 'flows', localesDir: 'locales' });
/** `UPDATE_TRANSCRIPTS=1` writes what was shown instead of comparing it; read it over before you keep it. */
const updating = process.env.UPDATE_TRANSCRIPTS === '1';

for (const flow of Object.keys(content.flows)) {
  const dir = join('test/flows', flow);
  const files = readdirSync(dir).filter((name) => name.endsWith('.yaml'));

  describe(`the flow ${flow}`, () => {
    const said = new Set<string>();

    test.each(files)('goes as %s tells, in each of its languages', (name) => {
      const file = join(dir, name);
      const transcript = readTranscript(file);
      const languages = languagesOf(transcript);
      const played = languages.map((language) => play(content, flow, transcript, language));
      for (const { keys } of played) for (const key of keys) said.add(key);
      const shows = transcript.turns.map((_, turn) =>
        Object.fromEntries(languages.map((language, i) => [language, played[i]!.turns[turn]!])),
      );
      if (updating) rewriteTranscript(file, shows);
      else expect(shows).toEqual(transcript.turns.map((turn) => turn.shows));
    });

    test('says each of its texts in some transcript', () => {
      const unsaid = flowTexts(content.flow(flow)).filter(({ key }) => !said.has(key));
      expect(unsaid.map(({ key, path }) => `${key} (${path})`)).toEqual([]);
    });
  });
}

test('the flow rsvp has at least twelve transcripts', () => {
  expect(readdirSync('test/flows/rsvp').length).toBeGreaterThanOrEqual(12);
});
