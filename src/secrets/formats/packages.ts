import { checksum } from "./checksums";
import { assigned, checked, format, long, type TokenFormat } from "./format";

/** Package registries and container registries. */
export const packages = (): TokenFormat[] => [
  format("npm-token", "npm_", () => /npm_[A-Za-z0-9]{36}/y, checked(checksum)),
  // Until 2021 npm's tokens were UUIDs, which only the setting's name tells apart.
  assigned("npm-token", "npm node_auth", () => /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/),
  // A PyPI token is a macaroon that starts with the site's name, in base64.
  format("pypi-token", "pypi-AgE", () => /pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[\w-]{50,1000}/y, long),
  format("rubygems-token", "rubygems_", () => /rubygems_[0-9a-f]{48}/y),
  format(
    "crates-token",
    "cio",
    () => /cio[A-Za-z0-9]{32}/y,
    checked(({ value }) => (/\d/.test(value) ? "high" : "low")),
  ),
  format("nuget-token", "oy2", () => /oy2[a-z0-9]{43}/y),
  format("docker-token", "dckr_pat_ dckr_oat_", () => /dckr_[po]at_[\w-]{27,64}/y),
  format("artifactory-token", "AKCp", () => /AKCp[A-Za-z0-9]{69}/y),
  format("artifactory-token", "cmVmd", () => /cmVmd[A-Za-z0-9]{59}/y),
  assigned("artifactory-token", "artifactory jfrog", () => /[A-Za-z0-9]{64}|[A-Za-z0-9]{73}/),
  format("clojars-token", "CLOJARS_", () => /CLOJARS_[a-z0-9]{60}/y),
  format("packagist-token", "packagist_", () => /packagist_[a-z]{2,4}_[0-9a-f]{40,72}/y),
  format("jsr-token", "jsrp_", () => /jsrp_[A-Za-z0-9]{32,64}/y),
];
