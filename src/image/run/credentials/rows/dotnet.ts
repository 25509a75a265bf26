import type { CredentialRow, Instead, Place } from "../row";

const NUGET_CONFIG: Place = {
  at: "~/.nuget/NuGet/NuGet.Config",
  moved: { "--configfile": "{}", "-ConfigFile": "{}" },
};
const RESTORE: Instead = {
  mount: "nuget_credentials",
  variable: "NuGetPackageSourceCredentials_<source>",
  run: "dotnet restore",
  from: "NUGET_CREDENTIALS",
};

/** NuGet keeps passwords encrypted on Windows only. */
export const dotnetRows: readonly CredentialRow[] = [
  {
    id: "dotnet-nuget-add-source",
    programs: "dotnet nuget",
    words: "nuget add source|nuget update source|sources add|sources update",
    valued: "-UserName -Name -Source -s --source --valid-authentication-types",
    takes: { options: "-p --password -Password" },
    entry: { in: "-n --name -Name" },
    files: [NUGET_CONFIG],
    erased: [
      { words: "nuget remove source", entry: { in: 1 } },
      { words: "sources remove", entry: { in: "-Name" } },
    ],
    instead: RESTORE,
  },
  {
    // `push` uses the key; only `setApiKey` keeps it.
    id: "dotnet-nuget-push-key",
    programs: "nuget",
    words: "setApiKey",
    takes: { operands: 1, as: "API_KEY" },
    files: [NUGET_CONFIG],
    instead: {
      mount: "nuget_key",
      run: 'dotnet nuget push <package> --api-key "$(cat /run/secrets/nuget_key)"',
      from: "NUGET_KEY",
    },
  },
];
