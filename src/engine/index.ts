export { advance, newConversation, STEP_LIMIT } from './advance.ts';
export type { FactType, FactTypes } from './fact-types.ts';
export type { Flow } from './flow.ts';
export { flowTexts, flowTopics } from './inspect/flow-texts.ts';
export type { TextUse } from './node-type.ts';
export { NODE_TYPES } from './nodes/index.ts';
export { parsed, parseFlow } from './parse-flow.ts';
export * from './types.ts';
