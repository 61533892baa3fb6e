import type { NoIncentive } from "../contract/incentive.ts";

const sentences = {
  en: {
    "log-in": "Log in, and your reward is here.",
    agree: "Agree to be remembered, so that we can give each person one code.",
    limited: "Too many codes went to your network today. Please try again tomorrow.",
    over: "This offer is not available any more.",
  },
  ja: {
    "log-in": "ログインすると、特典を受け取れます。",
    agree: "お一人につきコードを1つお渡しするため、回答の保存に同意してください。",
    limited: "本日はお使いのネットワークからの発行数が上限に達しました。明日もう一度お試しください。",
    over: "この特典は終了しました。",
  },
  de: {
    "log-in": "Melde dich an, dann findest du hier dein Dankeschön.",
    agree: "Stimme zu, dass wir uns an dich erinnern: So erhält jede Person einen Code.",
    limited: "Heute gingen schon zu viele Codes in dein Netzwerk. Bitte versuche es morgen wieder.",
    over: "Dieses Angebot gibt es nicht mehr.",
  },
  fr: {
    "log-in": "Connectez-vous pour obtenir votre cadeau.",
    agree: "Acceptez que nous nous souvenions de vous\u00a0: chaque personne reçoit un seul code.",
    limited: "Trop de codes ont été remis à votre réseau aujourd’hui. Réessayez demain.",
    over: "Cette offre n’est plus disponible.",
  },
  es: {
    "log-in": "Inicia sesión y tu recompensa estará aquí.",
    agree: "Acepta que te recordemos: así damos un solo código a cada persona.",
    limited: "Hoy se entregaron demasiados códigos a tu red. Inténtalo de nuevo mañana.",
    over: "Esta oferta ya no está disponible.",
  },
  ar: {
    "log-in": "سجّل الدخول لتحصل على مكافأتك هنا.",
    agree: "وافق على أن نتذكّرك لنمنح كل شخص رمزًا واحدًا.",
    limited: "مُنح عدد كبير من الرموز لشبكتك اليوم. يُرجى المحاولة غدًا.",
    over: "هذا العرض لم يعد متاحًا.",
  },
} satisfies Record<string, Record<NoIncentive, string>>;

/** Why there is nothing, in the language of the walk; English where we do not speak it. */
export function whyNone(reason: NoIncentive, language: string): string {
  const [name = "en"] = language.split("-");
  return (sentences as Partial<Record<string, Record<NoIncentive, string>>>)[name]?.[reason] ?? sentences.en[reason];
}
