/** A file of the tree: its path from the root, with `/`, and its text. */
export type SourceFile = { path: string; text: string };

const LONGEST_FILE = 300;
const LONGEST_README = 25;
const BANNED = /^(managers?|service|helpers?|utils?|data|handle|process)$/;

/** What is wrong with the sources that no import shows, a sentence each. */
export function sourceProblems(files: SourceFile[]): string[] {
  return [
    ...files.flatMap(environmentProblems),
    ...files.flatMap(lengthProblems),
    ...files.flatMap(nameProblems),
    ...readmeProblems(files),
  ];
}

function environmentProblems({ path, text }: SourceFile): string[] {
  if (!isProgram(path) || !path.startsWith('src/') || path === 'src/config.ts') return [];
  const reads = /process\s*\??\.\s*env\b|process\[|\benv\b[^;]*from 'node:process'/.test(text);
  return reads ? [`${path} reads the environment: only src/config.ts does.`] : [];
}

/** A file that is one table ends its name in `-table` and may be long. */
function lengthProblems({ path, text }: SourceFile): string[] {
  if (!isProgram(path) || /-table\.tsx?$/.test(path)) return [];
  const lines = lineCount(text);
  return lines > LONGEST_FILE ? [`${path} has ${lines} lines: ${LONGEST_FILE} is the most.`] : [];
}

function nameProblems({ path }: SourceFile): string[] {
  const words = path.split(/[/.-]/);
  const banned = words.filter((word) => BANNED.test(word));
  const notKebab = isProgram(path) && /[A-Z_]/.test(path);
  return [
    ...banned.map((word) => `${path}: "${word}" says nothing as a name.`),
    ...(notKebab ? [`${path}: file names are kebab-case.`] : []),
  ];
}

function readmeProblems(files: SourceFile[]): string[] {
  const rooms = new Set(files.flatMap(({ path }) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []));
  return [...rooms].flatMap((room) => {
    const readme = files.find(({ path }) => path === `src/${room}/README.md`);
    if (!readme) return [`src/${room} has no README.md.`];
    const lines = lineCount(readme.text);
    return lines > LONGEST_README
      ? [`src/${room}/README.md has ${lines} lines: ${LONGEST_README} is the most.`]
      : [];
  });
}

const isProgram = (path: string) => /\.(tsx?|m?js)$/.test(path);

const lineCount = (text: string) => text.trimEnd().split('\n').length;
