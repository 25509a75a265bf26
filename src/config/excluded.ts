import { Dockerignore, DockerignoreError } from "../context";
import { relativeTo } from "../text/relative";
import { ConfigError, type LoadedConfig } from "./config";

/** Whether the `ignore` lines name a Dockerfile, by its absolute path. Undefined where there are none. Throws ConfigError. */
export function excludedBy({ config, folder }: LoadedConfig): ((dockerfile: string) => boolean) | undefined {
  if (!config.ignore?.length || folder === undefined) return undefined;
  const rules = parse(config.ignore);
  return (dockerfile) => {
    const path = relativeTo(folder, dockerfile);
    return !path.startsWith("../") && rules.verdict(path) !== "sent";
  };
}

function parse(lines: readonly string[]): Dockerignore {
  try {
    return Dockerignore.parse(lines.join("\n"));
  } catch (error) {
    if (error instanceof DockerignoreError)
      throw new ConfigError(`ignore in the configuration: ${error.message}`);
    throw error;
  }
}
