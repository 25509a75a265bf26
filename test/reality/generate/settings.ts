import type { InstructionText } from "../build-case";
import type { Random } from "../random";
import { type Canaries, PLAIN_NAMES, SECRET_NAMES } from "./secrets";
import type { World } from "./world";

export const instruction = (keyword: string, text: string): InstructionText => ({
  keyword,
  flags: [],
  body: [text],
  join: " ",
  tail: "",
});

/** ARG of a secret's name with a value from the command line, or of a plain one. */
export function generateArg(
  random: Random,
  world: World,
  canaries: Canaries,
  buildArgs: Record<string, string>,
) {
  if (random.chance(0.35)) {
    const name = random.pick(PLAIN_NAMES);
    world.variables.set(name, "clean");
    return instruction("ARG", random.chance(0.8) ? `${name}=1.2` : name);
  }
  const name = random.pick(SECRET_NAMES);
  world.variables.set(name, "dyed");
  if (random.chance(0.15)) return instruction("ARG", `${name}=${canaries.make()}`);
  buildArgs[name] ??= canaries.make();
  return instruction("ARG", name);
}

export function generateEnv(random: Random, world: World, canaries: Canaries): InstructionText {
  // What stands in the same instruction is not set yet.
  const dyed = world.variable(random, "dyed");
  const pairs = Array.from({ length: random.between(1, 2) }, () => {
    const choice = random.next();
    if (choice < 0.3) {
      const name = random.pick(SECRET_NAMES);
      world.variables.set(name, "dyed");
      return `${name}=${canaries.make()}`;
    }
    if (choice < 0.6 && dyed !== undefined) {
      const value = random.pick([
        `$${dyed}`,
        `\${${dyed}}`,
        `"x-$${dyed}"`,
        `\${${dyed}:-none}`,
        `'$${dyed}'`,
        `\${${dyed}:+set}`,
      ]);
      // A password that is `set` is a weak one, which is said as well.
      const name = random.pick(["APP_AUTH", "SETTINGS", ...(value.includes(":+") ? [] : SECRET_NAMES)]);
      world.variables.set(name, value.includes("'") || value.includes("+") ? "clean" : "dyed");
      return `${name}=${value}`;
    }
    if (random.chance(0.1)) {
      world.home = random.pick(["/app", "/srv/site", "/root"]);
      return `HOME=${world.home}`;
    }
    const name = random.pick(random.chance(0.2) ? SECRET_NAMES : PLAIN_NAMES);
    world.variables.set(name, "clean");
    return `${name}=${random.pick(["1", '""', "/srv", "$PORT"])}`;
  });
  // The old form: one name, and all the rest is its value.
  const [only = ""] = pairs;
  if (pairs.length === 1 && !only.endsWith('""') && random.chance(0.2))
    return instruction("ENV", only.replace("=", " "));
  return { keyword: "ENV", flags: [], body: pairs, join: random.pick([" ", " \\\n    "]), tail: "" };
}

export function generateLabel(random: Random, world: World, canaries: Canaries): InstructionText {
  const dyed = world.variable(random, "dyed");
  return instruction(
    "LABEL",
    dyed !== undefined && random.chance(0.6)
      ? random.pick([`build.args="token=$${dyed}"`, `a=1 b=\${${dyed}}`, `c='$${dyed}'`])
      : random.pick(["version=1.0", `api.password=${canaries.make()}`, "maintainer=team"]),
  );
}

export function generateCommand(random: Random, canaries: Canaries): InstructionText {
  const keyword = random.pick([
    "CMD",
    "ENTRYPOINT",
    "HEALTHCHECK CMD",
    "HEALTHCHECK --interval=5m --retries=3 CMD",
  ]);
  const secret = random.chance(0.4);
  const shown = secret ? canaries.make() : "1";
  return random.pick([
    instruction(keyword, secret ? `["/bin/serve", "--password=${shown}"]` : '["/bin/serve"]'),
    instruction(keyword, secret ? `/bin/serve --password ${shown}` : "/bin/serve"),
    instruction(keyword, secret ? `DB_PASSWORD=${shown} /bin/serve` : "/bin/serve $DB_PASSWORD"),
  ]);
}

export function generatePlace(random: Random, world: World, tools: ReadonlySet<string>): InstructionText {
  const kind = random.next();
  if (kind < 0.6) {
    const path = random.pick(["/app", "/srv/site", "config", "/opt/tool", "..", "/root"]);
    world.workdir = world.absolute(path);
    world.addDirectory(world.workdir);
    return instruction("WORKDIR", path);
  }
  if (kind < 0.7 && tools.has("bash")) {
    world.shell = "bash";
    return instruction(
      "SHELL",
      random.pick(['["/bin/bash", "-c"]', '["/bin/bash", "-euo", "pipefail", "-c"]']),
    );
  }
  if (kind < 0.78) return instruction("VOLUME", random.pick(["/data", "/app/data"]));
  if (kind < 0.85) return instruction("EXPOSE", "8080");
  return instruction("USER", random.pick(["root", "0"]));
}
