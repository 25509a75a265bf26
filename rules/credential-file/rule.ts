import { mainDye } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { keptFiles } from "../shared/kept-file";

export const rule: Rule = {
  id: "credential-file",
  summary: "A RUN or a heredoc writes a credential into a file that stays in the layer.",
  check({ image }) {
    return keptFiles(
      image,
      "written",
      (file) =>
        `${file.by} stores ${mainDye(file.dyes)?.secret.name} in ${file.path}, which stays in the layer`,
    );
  },
};
