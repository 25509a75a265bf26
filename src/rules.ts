import { rule as besideTheImage } from "../rules/beside-the-image/rule";
import { rule as carriedCredential } from "../rules/carried-credential/rule";
import { rule as contextSecret } from "../rules/context-secret/rule";
import { rule as contextUnguarded } from "../rules/context-unguarded/rule";
import { rule as credentialFile } from "../rules/credential-file/rule";
import { rule as deletedSecret } from "../rules/deleted-secret/rule";
import { rule as ignoreGap } from "../rules/ignore-gap/rule";
import { rule as mountedSecretKept } from "../rules/mounted-secret-kept/rule";
import { rule as secretBuildArg } from "../rules/secret-build-arg/rule";
import { rule as secretInArg } from "../rules/secret-in-arg/rule";
import { rule as secretInEnv } from "../rules/secret-in-env/rule";
import { rule as secretInMetadata } from "../rules/secret-in-metadata/rule";
import { rule as secretInRun } from "../rules/secret-in-run/rule";
import { rule as urlCredentials } from "../rules/url-credentials/rule";
import type { Rule } from "./rule";

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  besideTheImage,
  carriedCredential,
  contextSecret,
  contextUnguarded,
  credentialFile,
  deletedSecret,
  ignoreGap,
  mountedSecretKept,
  secretBuildArg,
  secretInArg,
  secretInEnv,
  secretInMetadata,
  secretInRun,
  urlCredentials,
];
