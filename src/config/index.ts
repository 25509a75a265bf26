export {
  CONFIDENCES,
  type Config,
  ConfigError,
  FAIL_ON,
  type FailOn,
  type LoadedConfig,
  SEVERITIES,
} from "./config";
export { excludedBy } from "./excluded";
export { type LoadOptions, loadConfig } from "./load";
