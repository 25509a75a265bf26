import { type Call, type Command, has, parseArguments } from "../commands/command";
import { atHome } from "./stores";

/** `pip config [--user|--site|--global] set KEY VALUE`; an editable install keeps a clone with its URL. */
const pip: Command = (call) => {
  const parsed = parseArguments(call.args, [
    "-i",
    "--index-url",
    "--extra-index-url",
    "-r",
    "-f",
    "--find-links",
    "-c",
    "-t",
    "--editable",
    "-e",
  ]);
  const [command, verb, key = "", value] = parsed.operands.map((field) => field.text);
  if (command === "config") {
    if (verb === "set" && value !== undefined && call.shell.dyes.marked(value)) {
      call.shell.write(configFile(call), `${key}=${value}\n`, {
        by: "pip config set",
        span: call.span,
        append: true,
      });
    } else if (verb === "unset") {
      const change = (content: string) =>
        content
          .split("\n")
          .filter((line) => !line.startsWith(`${key}=`))
          .join("\n");
      call.shell.edit(configFile(call), change, call.span, "pip config unset");
    }
  }
  for (const source of [...(parsed.options.get("-e") ?? []), ...(parsed.options.get("--editable") ?? [])]) {
    const name = /[#&]egg=([\w.-]+)/.exec(source)?.[1];
    const stored = call.shell.dyes.marksOf(source);
    if (name && stored)
      call.shell.write(`src/${name}/.git/config`, stored, { by: "pip install -e", span: call.span });
  }
  return "";
};

function configFile(call: Call): string {
  const given = call.shell.variable("PIP_CONFIG_FILE");
  if (given) return given;
  return has(parseArguments(call.args), "--global")
    ? "/etc/pip.conf"
    : atHome("~/.config/pip/pip.conf", call);
}

/** `python -m pip …` is pip. */
const python: Command = (call) => {
  const [flag, module, ...rest] = call.args;
  return flag?.text === "-m" && module && ["pip", "twine"].includes(module.text)
    ? call.run([module, ...rest], call.shell, call.stdin, call.span)
    : "";
};

export const pythonCommands: Readonly<Record<string, Command>> = { pip, pip3: pip, python, python3: python };
