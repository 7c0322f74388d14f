export { Audience, partsOf, requiredParts } from './audience.ts';
export { type AudienceWorld, audiencePage, audiencePages, type Page } from './pages.ts';
