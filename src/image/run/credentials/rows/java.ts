import type { CredentialRow, Instead } from "../row";

const MAVEN: Instead = {
  mount: "maven_settings",
  target: "~/.m2/settings.xml",
  run: "mvn -B package",
  from: "$HOME/.m2/settings.xml",
};
const GRADLE: Instead = {
  mount: "gradle_properties",
  target: "~/.gradle/gradle.properties",
  run: "./gradlew --no-daemon assemble",
  from: "$HOME/.gradle/gradle.properties",
};

/** Maven, Gradle, sbt and coursier: mostly files that people write, and secrets among the arguments. */
export const javaRows: readonly CredentialRow[] = [
  {
    id: "maven-settings-xml",
    files: [
      { at: "~/.m2/settings.xml" },
      { at: "/usr/share/maven/conf/settings.xml" },
      { at: "~/.m2/settings-security.xml" },
    ],
    instead: MAVEN,
  },
  {
    // Prints the encrypted password and writes nothing.
    id: "maven-encrypt-password-arg",
    programs: "mvn",
    needs: "--encrypt-password -ep --encrypt-master-password -emp",
    takes: { options: "--encrypt-password -ep --encrypt-master-password -emp" },
    instead: MAVEN,
  },
  {
    id: "gradle-properties",
    files: [{ at: "~/.gradle/gradle.properties" }, { at: "gradle.properties" }],
    instead: GRADLE,
  },
  {
    id: "gradle-P-password",
    programs: "gradle gradlew",
    instead: {
      mount: "repository_password",
      variable: "ORG_GRADLE_PROJECT_<property>",
      run: "./gradlew --no-daemon assemble",
      from: "REPOSITORY_PASSWORD",
    },
  },
  {
    id: "coursier-credentials",
    programs: "cs coursier",
    takes: { options: "--credentials" },
    // Only a person writes this file; what the option holds is used and forgotten.
    instead: {
      mount: "coursier",
      target: "~/.config/coursier/credentials.properties",
      run: "cs fetch <artifact>",
      from: "$HOME/.config/coursier/credentials.properties",
    },
  },
  {
    id: "sbt-credentials-redirect",
    files: [{ at: "~/.sbt/.credentials" }, { at: "~/.ivy2/.credentials" }],
    instead: {
      mount: "sbt_credentials",
      target: "~/.sbt/.credentials",
      run: "sbt -batch assembly",
      from: "$HOME/.sbt/.credentials",
    },
  },
];
