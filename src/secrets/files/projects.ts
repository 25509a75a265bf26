import type { FileGroup } from "./table";

/** Frameworks, databases, editors, shells and copies. */
export const projectFiles: readonly FileGroup[] = [
  {
    kind: "application-settings",
    holds: "settings with passwords",
    reader: "settings",
    needed: true,
    always: "app/etc/env.php",
    often: "config/initializers/secret_token.rb LocalSettings.php local_settings.py",
    content:
      "config/secrets.yml config/database.yml wp-config.php sites/*/settings.php settings.local.php configuration.php app/config/parameters.yml app/config/parameters.ini config.inc.php settings.py appsettings.json appsettings.*.json web.config application.properties application-*.properties application.yml application-*.yml bootstrap.yml config/local*.json docker-compose*.y*ml knife.rb",
    keys: "auth_key secure_auth_key logged_in_key nonce_key auth_salt secure_auth_salt logged_in_salt nonce_salt decryptionkey validationkey hash_salt blowfish_secret des_key wgdbpassword wgsecretkey wgupgradekey smtppass secret",
  },
  { kind: "export-credentials", holds: "signing data", reader: "settings", always: "export_credentials.cfg" },
  {
    kind: "database-dump",
    holds: "a copy of a database",
    reader: "binary",
    often: "*.sql.gz *.dump dump.rdb *.mdf *.sdf",
  },
  {
    kind: "database-dump",
    holds: "statements that set passwords",
    reader: "statement",
    often: "*.sqldump",
    content: "*.sql",
  },
  {
    kind: "database",
    holds: "users with their password hashes",
    reader: "database",
    content: "*.sqlite *.sqlite3 *.db",
  },
  {
    kind: "shell-history",
    holds: "typed commands",
    reader: "commands",
    often: ".bash_history .zsh_history .sh_history",
    content:
      ".history .python_history .node_repl_history .irb_history .rediscli_history .dbshell .Rhistory .history/",
  },
  {
    kind: "shell-history",
    holds: "typed statements",
    reader: "statement",
    often: ".mysql_history .psql_history",
    content: ".sqlite_history",
  },
  {
    kind: "shell-profile",
    holds: "exported variables",
    reader: "settings",
    content: ".bashrc .bash_profile .zshrc .profile .exports .extra",
  },
  {
    kind: "editor-settings",
    holds: "logins stored by an editor",
    reader: "settings",
    always: ".dbeaver/credentials-config.json",
    often:
      ".vscode/sftp.json sftp-config.json .ftpconfig filezilla.xml recentservers.xml sitemanager.xml robomongo.json .idea/**/dataSources.local.xml .idea/**/mongoSettings.xml dbeaver-data-sources.xml",
    content:
      ".idea/**/dataSources/ .idea/**/dataSources.xml .idea/**/sqlDataSources.xml .idea/**/webServers.xml .vscode/settings.json .vscode/launch.json nbproject/private/ *.rdp",
    keys: "pass passphrase userpassword",
  },
  {
    kind: "backup",
    holds: "a copy of another file",
    reader: "settings",
    content: "*.bak *.backup *.old *.orig *~ *.swp",
  },
  { kind: "capture", holds: "captured traffic", reader: "binary", often: "*.pcap" },
  {
    kind: "capture",
    holds: "captured requests",
    reader: "settings",
    often: "*.har",
    keys: "authorization cookie",
  },
];
