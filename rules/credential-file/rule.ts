import { mainDye } from "../../src/image/queries";
import type { Rule } from "../../src/rule";
import { keptFiles } from "../shared/kept-file";

export const rule: Rule = {
  id: "credential-file",
  summary: "A RUN or a heredoc writes a credential into a file that stays in the layer.",
  check(subject) {
    return keptFiles(subject, "written", (file) => {
      const secret = mainDye(file.dyes)?.secret;
      if (secret?.risk === "shared-key")
        return `${file.by} makes ${file.path} in the build: every container of the image has the same key, and so has whoever pulls it`;
      return `${file.by} stores ${secret?.name} in ${file.path}, which stays in the layer`;
    });
  },
};
