/** Languages that are offered by name; a quiz from a file may have any. */
export const LANGUAGES = [
  ..."ar bg ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt-BR pt-PT".split(" "),
  ..."ro ru sk sl sr sv th tr uk ur vi zh-CN zh-TW".split(" "),
];

const names = new Intl.DisplayNames("en", { type: "language" });

/** "Japanese", "Brazilian Portuguese"; what a file calls a language and nobody knows keeps its own name. */
export function languageName(language: string): string {
  try {
    return names.of(language) ?? language;
  } catch {
    return language;
  }
}
