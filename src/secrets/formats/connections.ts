import {
  authorization,
  dataSource,
  header,
  queryToken,
  registryAuth,
  sasSignature,
  setting,
  statementPassword,
  urlPassword,
  urlToken,
  userPassword,
} from "./connection-checks";
import { checked, context, format, spellings, type TokenFormat } from "./format";

/** The quotes before a text in SQL, as it stands in a command: `'`, `"`, `\\"`. */
const QUOTE = /(?:\\{0,2}["']){1,2}/.source;

/** URLs, connection strings and headers: only its surroundings show a password to be one. */
export const connections = (): TokenFormat[] => [
  format(
    "url-credentials",
    "://",
    () =>
      /(?<lead>:\/\/(?<name>(?:\$\{[^}\s]{0,128}\}|[^\s:/@?#"'`<>$]|\$(?!\{)){0,256}):)(?<value>[^\s/?#"'`<>]{1,512})@/y,
    context,
    checked(urlPassword),
  ),
  format(
    "url-credentials",
    "://",
    () => /(?<lead>:\/\/)(?<value>[^\s:/@?#"'`<>]{16,512})(?::(?:x-oauth-basic)?)?@/y,
    context,
    checked(urlToken),
  ),
  format(
    "url-credentials",
    "jdbc:oracle:",
    () => /(?<lead>jdbc:oracle:(?:thin|oci8?):(?<name>[\w$#]{1,64})\/)(?<value>[^\s/@"'`<>]{1,128})@/y,
    context,
    checked(dataSource),
  ),
  // A data source of Go: `user:password@tcp(host:3306)/name`.
  format(
    "url-credentials",
    "@tcp( @unix(",
    () => /(?<=(?<![\w.-])[\w.-]{1,64}:(?<before>[^\s:@/"'`<>]{1,128}))(?=@(?:tcp|unix)\()/y,
    context,
    checked(dataSource),
  ),
  format(
    "authorization-header",
    spellings("Authorization"),
    () =>
      /(?<lead>authorization["']?\s{0,8}[:=]\s{0,8}["']?(?:basic|bearer|token|api-?key|bot|ssws|splunk|geniekey)\s{1,8}["']?)(?<value>[^\s"'`\\,]{1,4096})/iy,
    context,
    checked(authorization),
  ),
  format(
    "authorization-header",
    spellings(
      "X-Api-Key X-API-Key X-Auth-Token X-Auth-Key X-Vault-Token X-JFrog-Art-Api Private-Token Job-Token Circle-Token DD-API-KEY X-Figma-Token",
    ),
    () =>
      /(?<lead>(?:x-api-key|x-auth-(?:token|key)|x-vault-token|x-jfrog-art-api|private-token|job-token|circle-token|dd-api-key|x-figma-token)["']?\s{0,4}:\s{0,4}["']?)(?<value>[^\s"'`\\,]{8,512})/iy,
    context,
    checked(header),
  ),
  format(
    "connection-string",
    spellings("password= pwd= AccountKey= SharedAccessKey= sharedAccessKey="),
    () => /(?<lead>(?:password|pwd|accountkey|sharedaccesskey)=)(?<value>[^\s;&"'`]{1,512})/iy,
    context,
    checked(setting),
  ),
  format(
    "connection-string",
    spellings("password= pwd="),
    () => /(?<lead>(?:password|pwd)=')(?<value>[^\s'"`]{1,512})'/iy,
    context,
    checked(setting),
  ),
  // What makes a user of a database: `IDENTIFIED BY '…'`, `CREATE USER x PASSWORD '…'`, `SET PASSWORD = PASSWORD('…')`.
  format(
    "database-password",
    spellings("identified"),
    () =>
      new RegExp(
        `(?<lead>identified\\s{1,4}(?:with\\s{1,4}\\w{1,40}\\s{1,4})?by\\s{1,4}${QUOTE})(?<value>[^\\s"'\\\\\`]{1,128})(?=\\\\{0,2}["'])`,
        "iy",
      ),
    context,
    checked(userPassword),
  ),
  format(
    "database-password",
    `${spellings("password(")} PASSWORD password`,
    () =>
      new RegExp(
        `(?<lead>password(?:\\(|\\s{1,4})${QUOTE})(?<value>[^\\s"'\\\\\`]{1,128})(?=\\\\{0,2}["'])`,
        "iy",
      ),
    context,
    checked(statementPassword),
  ),
  format(
    "url-token",
    "access_token= api_key= apikey= apiKey= auth_token= private_token= client_secret= token=",
    () =>
      /(?<lead>(?:access_token|api_key|api[kK]ey|auth_token|private_token|client_secret|token)=)(?<value>[\w.~+/=%-]{16,512})/y,
    context,
    checked(queryToken),
  ),
  format(
    "azure-sas-signature",
    "?sig= &sig=",
    () => /(?<lead>[?&]sig=)(?<value>[A-Za-z0-9%+/=]{20,120})/y,
    context,
    checked(sasSignature),
  ),
  format(
    "registry-auth",
    '"auth"',
    () => /(?<lead>"auth"\s{0,8}:\s{0,8}")(?<value>[A-Za-z0-9+/]{8,2048}={0,2})"/y,
    context,
    checked(registryAuth),
  ),
];
