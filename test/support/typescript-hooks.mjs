// Lets a test start a program straight from its sources: `node --import <this file> program.ts`. Needed
// where a test really kills a process. Node's own type stripping takes neither JSX nor parameter properties.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const source = new URL('../../src/', import.meta.url);
const compilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  jsx: ts.JsxEmit.ReactJSX,
  jsxImportSource: '@kitajs/html',
  verbatimModuleSyntax: true,
  inlineSourceMap: true,
};

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('#')) return next(specifier, context);
    return next(new URL(`${specifier.slice(1)}/index.ts`, source).href, context);
  },
  load(url, context, next) {
    if (!/\.tsx?$/.test(url) || url.includes('/node_modules/')) return next(url, context);
    const text = readFileSync(fileURLToPath(url), 'utf8');
    const { outputText } = ts.transpileModule(text, {
      compilerOptions,
      fileName: fileURLToPath(url),
    });
    return { format: 'module', source: outputText, shortCircuit: true };
  },
});
