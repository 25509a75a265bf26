export {
  CONFIDENCES,
  type Config,
  ConfigError,
  FAIL_ON,
  type FailOn,
  type LoadedConfig,
  SEVERITIES,
} from "./config";
export { type LoadOptions, loadConfig } from "./load";
export { configured, lintSettings, type Settings, settingsOf } from "./settings";
