/** Where the hooks and the action are taken from. */
export const REPOSITORY = "https://github.com/OWNER/watertight";

/** As a workflow names it. */
export const ACTION = REPOSITORY.replace("https://github.com/", "");
