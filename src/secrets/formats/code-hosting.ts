import { checksum } from "./checksums";
import { assigned, checked, format, long, medium, type TokenFormat } from "./format";

/** Code hosts, continuous integration, and what checks code. */
export const codeHosting = (): TokenFormat[] => [
  format("github-token", "ghp_ gho_ ghu_ ghs_ ghr_", () => /gh[pousr]_[A-Za-z0-9]{36}/y, checked(checksum)),
  // Since 2026 an installation token is the application's number and a JWT.
  format(
    "github-token",
    "ghs_",
    () => /ghs_\d{1,20}_eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{16,2000}/y,
    long,
  ),
  format("github-token", "github_pat_", () => /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/y),
  format(
    "gitlab-token",
    "glpat- gldt- glrt- glrtr- glptt- glft- glsoat- glffct- glimt- glagent- gloas-",
    () => /gl[a-z]{2,5}-[\w-]{20,300}(?:\.[\w-]{2,12}){0,3}/y,
    long,
  ),
  format("gitlab-token", "glcbt-", () => /glcbt-(?:[A-Za-z0-9]{1,5}_)?[\w-]{20,64}/y),
  format("gitlab-token", "GR1348941", () => /GR1348941[\w-]{20}/y),
  format("bitbucket-token", "ATBB", () => /ATBB[A-Za-z0-9]{24,40}/y),
  assigned("bitbucket-token", "bitbucket", () => /[A-Za-z0-9]{20,64}/),
  format("atlassian-token", "ATATT3 ATCTT3", () => /AT[AC]TT3[\w=-]{60,400}/y, long),
  assigned("atlassian-token", "atlassian jira confluence", () => /[A-Za-z0-9]{24}/),
  format("sourcegraph-token", "sgp_", () => /sgp_(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}/y),
  format("circleci-token", "CCIPAT_ CCIPRJ_", () => /CCIP(?:AT|RJ)_[A-Za-z0-9]{20,24}_[0-9a-f]{40}/y),
  assigned("circleci-token", "circle", () => /[0-9a-f]{40}/),
  format("buildkite-token", "bkua_", () => /bkua_[0-9a-f]{40}/y),
  format("harness-token", "pat. sat.", () => /[ps]at\.[\w-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}/y),
  format("octopus-key", "API-", () => /API-[A-Z0-9]{26}/y, medium),
  assigned("travis-token", "travis", () => /[A-Za-z0-9_-]{22}/),
  assigned("drone-token", "drone", () => /[A-Za-z0-9]{32}/),
  format("sonar-token", "squ_ sqp_ sqa_", () => /sq[upa]_[0-9a-f]{40}/y),
  assigned("sonar-token", "sonar", () => /[0-9a-f]{40}/),
  assigned("snyk-token", "snyk", () => /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/),
  assigned("codecov-token", "codecov", () => /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-z]{32}/),
  format("figma-token", "figd_ figo_", () => /fig[do]_[\w-]{40,64}/y),
  format("postman-key", "PMAK-", () => /PMAK-[0-9a-f]{24}-[0-9a-f]{34}/y),
  format("readme-token", "rdme_", () => /rdme_[a-z0-9]{70}/y),
  format("infracost-key", "ico-", () => /(?<!\.)ico-[A-Za-z0-9]{32}/y),
];
