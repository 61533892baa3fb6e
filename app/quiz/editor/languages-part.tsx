import { Badge, Button, InlineStack, Select, Tabs, Text, TextField } from "@shopify/polaris";
import { TitledCard } from "../../ui/titled-card.tsx";
import { useEditing } from "./editing-part.tsx";
import { FieldFinding } from "./field-part.tsx";
import { addLanguage, coverageOf, isRightToLeft, removeLanguage, setTranslation } from "../languages.ts";
import { languageName, LANGUAGES } from "../language-names.ts";
import { languagesOf, textsOf } from "../texts.ts";

const texts = {
  title: "Languages",
  note: "Shoppers get the quiz in the language of the page. What is not translated is shown in the language of the quiz, never left out.",
  own: "The texts are written in",
  add: "Add a language",
  choose: "Choose a language",
  covered: (name: string, done: number, all: number) => `${name}: ${done} of ${all}`,
  remove: (name: string) => `Remove ${name}`,
  missing: "Missing",
  none: "This quiz speaks one language so far. Add another to see its texts side by side.",
};

interface LanguagesProps {
  /** The language that is worked on, shown in the preview too. */
  language: string;
  onLanguage(language: string): void;
}

/** The texts side by side: the quiz's own, and one other language. */
export function LanguagesCards({ language, onLanguage }: LanguagesProps) {
  const { content, change } = useEditing();
  const others = languagesOf(content).filter((known) => known !== content.language);
  const shown = others.includes(language) ? language : others[0];
  const free = LANGUAGES.filter((known) => known !== content.language && !others.includes(known));
  const add = (added: string) => {
    change(addLanguage(content, added));
    onLanguage(added);
  };
  const remove = () => {
    if (shown) change(removeLanguage(content, shown));
    onLanguage(content.language);
  };
  return (
    <TitledCard title={texts.title} note={texts.note}>
      <div className="candor-sentence">
        <Select
          label={texts.own}
          options={[...new Set([content.language, ...LANGUAGES])]
            .filter((known) => !others.includes(known))
            .map((value) => ({ value, label: languageName(value) }))}
          value={content.language}
          onChange={(own) => change({ ...content, language: own })}
        />
        <Select
          id="translations"
          label={texts.add}
          options={[
            { value: "", label: texts.choose },
            ...free.map((value) => ({ value, label: languageName(value) })),
          ]}
          value=""
          onChange={add}
        />
      </div>
      {shown === undefined ? <Text as="p">{texts.none}</Text> : null}
      {shown === undefined ? null : (
        <>
          <Tabs
            tabs={others.map((known) => {
              const { done, all } = coverageOf(content, known);
              return { id: `language-${known}`, content: texts.covered(languageName(known), done, all) };
            })}
            selected={others.indexOf(shown)}
            onSelect={(at) => onLanguage(others[at] ?? content.language)}
          />
          <FieldFinding field={`translations.${shown}`} />
          <TextTable language={shown} />
          <InlineStack>
            <Button tone="critical" variant="plain" onClick={remove}>
              {texts.remove(languageName(shown))}
            </Button>
          </InlineStack>
        </>
      )}
    </TitledCard>
  );
}

function TextTable({ language }: { language: string }) {
  const { content, change } = useEditing();
  const own = content.translations?.[language] ?? {};
  return (
    <dl className="candor-texts">
      {textsOf(content).map(({ key, text }) => {
        const value = Object.hasOwn(own, key) ? (own[key] ?? "") : "";
        return (
          <div key={key}>
            <dt lang={content.language}>{text}</dt>
            <dd lang={language} dir={isRightToLeft(language) ? "rtl" : "ltr"}>
              <TextField
                id={`translations.${language}.${key}`}
                label={`${text} (${languageName(language)})`}
                labelHidden
                autoComplete="off"
                maxLength={500}
                multiline={text.length > 60 ? 2 : undefined}
                value={value}
                suffix={value.trim() ? undefined : <Badge tone="attention">{texts.missing}</Badge>}
                onChange={(next) =>
                  change(setTranslation(content, language, key, next), `translations.${language}.${key}`)
                }
              />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
