import { extname, join } from 'node:path';
import { Router } from 'express';
import { AUDIO_TYPES, type Content } from '#content';

export type RecordingsWorld = {
  content: () => Pick<Content, 'recordings'>;
  /** Where the languages' folders lie. */
  localesDir: string;
};

/**
 * `/audio/<language>/<file>`: the recordings that manifests name, and nothing else of the disk. Anybody may
 * hear them: Twilio fetches them without a password, and they say what every family is told.
 */
export function recordings({ content, localesDir }: RecordingsWorld): Router {
  const router = Router();
  router.get('/:language/:file', (request, response, next) => {
    const { language, file } = request.params;
    const known = content().recordings;
    const texts = Object.hasOwn(known, language) ? known[language]!.texts : {};
    if (!Object.values(texts).includes(file)) return next();
    response.set({
      'Content-Type': AUDIO_TYPES[extname(file).slice(1)]!,
      'Content-Disposition': `inline; filename="${file}"`,
      'Cache-Control': 'public, max-age=300',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    response.sendFile(join(localesDir, 'audio', language, file), { cacheControl: false });
  });
  return router;
}
