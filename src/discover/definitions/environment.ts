/** The variables of an `.env` beside a compose file: `NAME=value` lines, `export` in front, quotes around the value, comments. */
export function parseEnvironment(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const pair = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/.exec(line.slice(0, 8192));
    if (pair) variables.set(pair[1]!, unquoted(pair[2]!.trim()));
  }
  return variables;
}

function unquoted(value: string): string {
  const quote = value[0];
  if (quote === '"' || quote === "'") {
    const end = value.indexOf(quote, 1);
    return end < 0 ? value.slice(1) : value.slice(1, end);
  }
  const comment = value.search(/\s#/);
  return comment < 0 ? value : value.slice(0, comment).trimEnd();
}
