import { UNKNOWN } from "../../dyes";
import { type Call, type Command, has, option, parseArguments } from "./command";

const CURL_VALUES =
  "-o --output -H --header -u --user -d --data --data-raw --data-binary --data-urlencode -F --form -K --config -X --request -T --upload-file -A --user-agent -e --referer -b --cookie -c --cookie-jar -x --proxy -m --max-time --retry --retry-delay --connect-timeout -w --write-out -E --cert --key --cacert --output-dir --url -C --netrc-file --oauth2-bearer -D --dump-header --trace --trace-ascii --stderr -r -z".split(
    " ",
  );
const WGET_VALUES =
  "-O --output-document -o --output-file -P --directory-prefix --header --user --password --http-user --http-password --post-data --body-data -U --user-agent -e -t --tries -T --timeout -i --input-file -a --append-output".split(
    " ",
  );

/** What comes from elsewhere takes the place of what stood there, and nobody knows what it is. */
function arrives(call: Call, path: string): void {
  call.shell.write(path, UNKNOWN, { by: call.name, span: call.span });
}

const urlsOf = (operands: readonly { readonly text: string }[]): string[] => operands.map(({ text }) => text);

/** The name that a URL gives to a file. */
const nameIn = (url: string): string =>
  url
    .replace(/[?#][\s\S]*$/, "")
    .replace(/\/+$/, "")
    .split("/")
    .at(-1) || "index.html";

/** `curl -o F URL`, `curl -O URL`. Headers and passwords in its arguments leave nothing on the disk. */
const curl: Command = (call) => {
  const parsed = parseArguments(call.args, CURL_VALUES);
  const directory = option(parsed, "--output-dir");
  const place = (name: string) => (directory === undefined ? name : `${directory}/${name}`);
  const outputs = [...(parsed.options.get("-o") ?? []), ...(parsed.options.get("--output") ?? [])];
  for (const output of outputs) if (output !== "-") arrives(call, place(output));
  const named = has(parsed, "-O", "--remote-name", "--remote-name-all");
  if (named) for (const url of urlsOf(parsed.operands)) arrives(call, place(nameIn(url)));
  // `--trace` writes all that is sent, headers too.
  const trace = option(parsed, "--trace-ascii", "--trace");
  const sent = call.shell.dyes.marksOf(call.args.map(({ text }) => text).join(" "));
  if (trace !== undefined && trace !== "-")
    call.shell.write(trace, sent + UNKNOWN, { by: `${call.name} --trace`, span: call.span });
  return outputs.length > 0 || named ? { text: "", status: "likely" } : UNKNOWN;
};

const wget: Command = (call) => {
  const parsed = parseArguments(call.args, WGET_VALUES);
  const output = option(parsed, "-O", "--output-document");
  if (output === "-") return UNKNOWN;
  const directory = option(parsed, "-P", "--directory-prefix");
  for (const name of output === undefined ? urlsOf(parsed.operands).map(nameIn) : [output])
    arrives(call, directory === undefined || output !== undefined ? name : `${directory}/${name}`);
  return { text: "", status: "likely" };
};

export const downloadCommands: Readonly<Record<string, Command>> = { curl, wget };
