/** Mail and page of the double opt-in, in the languages of the storefront. */
const en = {
  subject: (shop: string) => `Please confirm your e-mail address for ${shop}`,
  hello: (shop: string) => `Somebody, most likely you, gave this address at ${shop} and agreed to the following:`,
  press: "If that was you, confirm it:",
  button: "Confirm my address",
  ignore:
    "If it was not you, do nothing: without your confirmation nothing will be sent to you. The link works for 48 hours.",
  title: (shop: string) => `Confirm your e-mail address for ${shop}`,
  done: "Thank you. Your address is confirmed.",
  code: "Your discount code",
  until: (date: string) => `It can be used once, until ${date}.`,
  download: "Download",
  wait: "Your reward will be here in a moment.",
  gone: "This link can no longer be used.",
  goneText: "It was used up, or it is older than 48 hours. Take the quiz again to get a new one.",
  shop: "Go to the shop",
  expired: "This download link no longer works.",
  expiredText: "Such links work for a limited time only. Open the quiz again, and you get a new one.",
};
type OptInWords = typeof en;

const ja: OptInWords = {
  subject: (shop) => `【${shop}】メールアドレスの確認をお願いします`,
  hello: (shop) => `${shop}でこのメールアドレスが入力され、次の内容に同意されました。`,
  press: "ご本人の場合は、確認してください。",
  button: "アドレスを確認する",
  ignore:
    "お心当たりがない場合は、何もしないでください。確認されない限り、メールは届きません。リンクは48時間有効です。",
  title: (shop) => `${shop}：メールアドレスの確認`,
  done: "ありがとうございます。アドレスを確認しました。",
  code: "割引コード",
  until: (date) => `${date}まで1回ご利用いただけます。`,
  download: "ダウンロード",
  wait: "まもなく特典が表示されます。",
  gone: "このリンクは使えなくなりました。",
  goneText: "使用済みか、48時間が過ぎています。もう一度クイズに答えると、新しいリンクが届きます。",
  shop: "ショップへ",
  expired: "このダウンロードリンクは使えなくなりました。",
  expiredText: "リンクには有効期限があります。もう一度クイズを開くと、新しいリンクが表示されます。",
};
const de: OptInWords = {
  subject: (shop) => `Bitte bestätige deine E-Mail-Adresse für ${shop}`,
  hello: (shop) => `Jemand, vermutlich du, hat diese Adresse bei ${shop} angegeben und Folgendem zugestimmt:`,
  press: "Wenn du das warst, bestätige es:",
  button: "Adresse bestätigen",
  ignore: "Wenn nicht, tu nichts: Ohne deine Bestätigung bekommst du keine Post. Der Link gilt 48 Stunden.",
  title: (shop) => `E-Mail-Adresse für ${shop} bestätigen`,
  done: "Danke. Deine Adresse ist bestätigt.",
  code: "Dein Rabattcode",
  until: (date) => `Er gilt einmal, bis ${date}.`,
  download: "Herunterladen",
  wait: "Dein Dankeschön erscheint gleich hier.",
  gone: "Dieser Link gilt nicht mehr.",
  goneText: "Er wurde schon benutzt oder ist älter als 48 Stunden. Mach das Quiz noch einmal, dann kommt ein neuer.",
  shop: "Zum Shop",
  expired: "Dieser Download-Link gilt nicht mehr.",
  expiredText: "Solche Links gelten nur eine begrenzte Zeit. Öffne das Quiz noch einmal, dann bekommst du einen neuen.",
};
const fr: OptInWords = {
  subject: (shop) => `Confirmez votre adresse e-mail pour ${shop}`,
  hello: (shop) => `Quelqu’un, sans doute vous, a donné cette adresse chez ${shop} et accepté ce qui suit\u00a0:`,
  press: "Si c’était vous, confirmez\u00a0:",
  button: "Confirmer mon adresse",
  ignore: "Sinon, ne faites rien\u00a0: sans confirmation, rien ne vous sera envoyé. Le lien expire dans 48 heures.",
  title: (shop) => `Confirmez votre adresse e-mail pour ${shop}`,
  done: "Merci. Votre adresse est confirmée.",
  code: "Votre code de réduction",
  until: (date) => `Utilisable une fois, jusqu’au ${date}.`,
  download: "Télécharger",
  wait: "Votre cadeau sera là dans un instant.",
  gone: "Ce lien n’est plus valable.",
  goneText: "Il a déjà servi ou date de plus de 48 heures. Refaites le quiz pour en recevoir un nouveau.",
  shop: "Aller à la boutique",
  expired: "Ce lien de téléchargement n’est plus valable.",
  expiredText: "Ces liens ne sont valables qu’un temps. Rouvrez le quiz pour en obtenir un nouveau.",
};
const es: OptInWords = {
  subject: (shop) => `Confirma tu correo electrónico para ${shop}`,
  hello: (shop) => `Alguien, probablemente tú, dio esta dirección en ${shop} y aceptó lo siguiente:`,
  press: "Si fuiste tú, confírmalo:",
  button: "Confirmar mi dirección",
  ignore: "Si no, no hagas nada: sin tu confirmación no recibirás nada. El enlace caduca en 48 horas.",
  title: (shop) => `Confirma tu correo electrónico para ${shop}`,
  done: "Gracias. Tu dirección está confirmada.",
  code: "Tu código de descuento",
  until: (date) => `Se puede usar una vez, hasta el ${date}.`,
  download: "Descargar",
  wait: "Tu recompensa estará aquí en un momento.",
  gone: "Este enlace ya no sirve.",
  goneText: "Ya se usó o tiene más de 48 horas. Haz el cuestionario otra vez para recibir uno nuevo.",
  shop: "Ir a la tienda",
  expired: "Este enlace de descarga ya no sirve.",
  expiredText: "Estos enlaces solo sirven durante un tiempo. Abre el cuestionario otra vez y tendrás uno nuevo.",
};
const ar: OptInWords = {
  subject: (shop) => `يُرجى تأكيد بريدك الإلكتروني لدى ${shop}`,
  hello: (shop) => `أدخل أحدهم، والأرجح أنك أنت، هذا العنوان لدى ${shop} ووافق على ما يلي:`,
  press: "إذا كنت أنت، فأكّد ذلك:",
  button: "تأكيد عنواني",
  ignore: "إذا لم تكن أنت، فلا تفعل شيئًا: لن يصلك شيء من دون تأكيدك. ينتهي الرابط بعد 48 ساعة.",
  title: (shop) => `تأكيد بريدك الإلكتروني لدى ${shop}`,
  done: "شكرًا لك. تم تأكيد عنوانك.",
  code: "رمز الخصم الخاص بك",
  until: (date) => `يُستخدم مرة واحدة حتى ${date}.`,
  download: "تنزيل",
  wait: "ستظهر مكافأتك هنا بعد لحظات.",
  gone: "لم يعد هذا الرابط صالحًا.",
  goneText: "استُخدم من قبل أو مضى عليه أكثر من 48 ساعة. أعد الاختبار لتحصل على رابط جديد.",
  shop: "إلى المتجر",
  expired: "لم يعد رابط التنزيل هذا صالحًا.",
  expiredText: "تعمل هذه الروابط لفترة محدودة فقط. افتح الاختبار من جديد لتحصل على رابط جديد.",
};

const all: Partial<Record<string, OptInWords>> = { en, ja, de, fr, es, ar };

export interface Spoken {
  words: OptInWords;
  language: string;
  direction: "ltr" | "rtl";
}

/** English where we do not speak the language. */
export function wordsIn(language: string): Spoken {
  const [name = "en"] = language.split("-");
  const words = all[name];
  return words === undefined
    ? { words: en, language: "en", direction: "ltr" }
    : { words, language: name, direction: name === "ar" ? "rtl" : "ltr" };
}
