/** The command lines of a help's examples, each with the lines it continues on. */
export const exampleLines = (help: string): string[] =>
  [...help.replace(/ \\\n\s*/g, ' ').matchAll(/^ {2}\$ (.*)$/gm)].map(([, line]) => line!);

/** Whether an example reads a server, or the recording of one. */
export const needsServer = (line: string): boolean => /localhost:9090|week\.recording/.test(line);
