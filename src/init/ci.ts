import type { Project, Proposal } from "./index";
import { isThere, names, read } from "./read";
import { ACTION } from "./repository";

/** The step of the CI system that the project uses: a file of its own, which no other file has to change for but GitLab's. */
export function ciFiles(project: Project): Proposal {
  const parts = [isThere(project, ".github") ? github(project) : nothing, gitlab(project)];
  return {
    files: parts.flatMap(({ files }) => files),
    remarks: parts.flatMap(({ remarks }) => remarks),
  };
}

const nothing: Proposal = { files: [], remarks: [] };

function github(project: Project): Proposal {
  const folder = ".github/workflows";
  const path = `${folder}/watertight.yml`;
  const runsIt = names(project, folder).some((name) =>
    read(project, `${folder}/${name}`)?.includes("watertight"),
  );
  if (runsIt || isThere(project, path)) return nothing;
  const text = githubWorkflow(project.version);
  return { files: [{ path, before: undefined, text, purpose: "the check of pull requests" }], remarks: [] };
}

function gitlab(project: Project): Proposal {
  const main = read(project, ".gitlab-ci.yml");
  const path = ".gitlab/watertight.yml";
  if (main === undefined || main.includes("watertight") || isThere(project, path)) return nothing;
  const text = gitlabJob(project.version);
  return {
    files: [{ path, before: undefined, text, purpose: "the check of merge requests" }],
    remarks: [`Add to the include of .gitlab-ci.yml:\n- local: ${path}`],
  };
}

export const githubWorkflow = (version: string): string => `name: watertight
on: pull_request
permissions:
  contents: read
  security-events: write
jobs:
  secrets:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # All of the history, for --diff; and no token in .git/config, which COPY . would ship.
          fetch-depth: 0
          persist-credentials: false
      - uses: ${ACTION}@v${version}
        with:
          sarif: watertight.sarif
          # Only what the pull request brings in. Leave it out to see everything.
          arguments: |
            --diff
            origin/\${{ github.base_ref }}
      - uses: github/codeql-action/upload-sarif@v3
        if: always()
        with:
          sarif_file: watertight.sarif
`;

export const gitlabJob = (version: string): string => `watertight:
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    # All of the history, for --diff.
    GIT_DEPTH: "0"
  script:
    - npx --yes watertight@${version} --diff "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME" --format text --format gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;
