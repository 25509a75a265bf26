export { readBake } from "./bake";
export { readCompose } from "./compose";
export { readDevcontainer } from "./devcontainer";
export { readGitlab } from "./gitlab";
export { readSkaffold } from "./skaffold";
export { readWorkflow } from "./workflow";
