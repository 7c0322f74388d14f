// `npm run flow-docs`: writes flows/README.md and flows/flow.schema.json from the engine's own node types.
import { writeFileSync } from 'node:fs';
import { generatedFiles } from './flow-docs/generated.ts';

for (const [file, text] of Object.entries(generatedFiles())) {
  writeFileSync(file, text);
  console.log(`Written: ${file}`);
}
