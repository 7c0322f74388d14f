import type { TestProgram } from './program.ts';

type Started = { commandName: string; command: Record<string, unknown> };

/** Polled every moment, whether or not anybody writes: the programme, the publication, the sites. */
const POLLED = ['find programmes', 'find settings', 'find sites'];

/** The commands to MongoDB while `work` is done, by the driver's own monitoring: `find contacts`, … */
export async function commandsOf(
  { store }: TestProgram['world'],
  work: () => Promise<void>,
): Promise<string[]> {
  const commands: string[] = [];
  const note = ({ commandName, command }: Started) => {
    const named = `${commandName} ${command[commandName]}`;
    if (!POLLED.includes(named)) commands.push(named);
  };
  const client = store.connection.getClient();
  client.on('commandStarted', note);
  try {
    await work();
  } finally {
    client.off('commandStarted', note);
  }
  return commands;
}
