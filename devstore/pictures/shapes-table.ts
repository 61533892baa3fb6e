import type { Shape } from "./shapes-home.ts";

export const mug: Shape = (p, turn) => {
  const decor = [
    `<path d="M372 520c-52-38-70-62-70-86a36 36 0 0 1 70-16 36 36 0 0 1 70 16c0 24-18 48-70 86Z" fill="${p.accent}"/>`,
    [310, 372, 434]
      .flatMap((x) => [410, 480, 550].map((y) => `<circle cx="${x}" cy="${y}" r="17" fill="${p.light}"/>`))
      .join(""),
    `<path d="M248 420h248M248 470h248M248 520h248" stroke="${p.light}" stroke-width="18"/>`,
    `<path d="M372 560V410M372 500c-40 0-60-20-62-50 34 0 62 14 62 50Zm0-40c40 0 60-20 62-50-34 0-62 14-62 50Z" fill="${p.light}" stroke="${p.light}" stroke-width="8"/>`,
  ];
  return `<path d="M330 280c-22-34 22-50 0-86M410 280c-22-34 22-50 0-86" fill="none" stroke="#cfc4b6" stroke-width="12" stroke-linecap="round"/><path d="M490 390h40a74 74 0 0 1 0 148h-40" fill="none" stroke="${p.shade}" stroke-width="32"/><path d="M242 330h260v210a60 60 0 0 1-60 60H302a60 60 0 0 1-60-60Z" fill="${p.main}"/>${decor[turn]}<path d="M242 330h56v270a60 60 0 0 1-56-60Z" fill="#fff" opacity=".2"/><ellipse cx="372" cy="330" rx="130" ry="26" fill="${p.light}"/><ellipse cx="372" cy="334" rx="108" ry="18" fill="#7a5238"/>`;
};

export const bowl: Shape = (p) =>
  `<path d="M180 380h440c0 130-92 212-220 212S180 510 180 380Z" fill="${p.main}"/><path d="M180 380h90c6 100 44 176 100 210-110-10-190-90-190-210Z" fill="#fff" opacity=".2"/><ellipse cx="400" cy="380" rx="220" ry="44" fill="${p.light}"/><ellipse cx="400" cy="386" rx="190" ry="32" fill="${p.shade}" opacity=".6"/><rect x="330" y="582" width="140" height="20" rx="10" fill="${p.shade}"/><path d="M220 460c120 40 240 40 360 0" fill="none" stroke="${p.accent}" stroke-width="10"/>`;

export const plate: Shape = (p) =>
  `<circle cx="400" cy="400" r="216" fill="${p.light}"/><circle cx="400" cy="400" r="216" fill="none" stroke="${p.main}" stroke-width="30"/><circle cx="400" cy="400" r="132" fill="#fffaf1"/>${Array.from({ length: 12 }, (_, index) => `<circle cx="400" cy="230" r="11" fill="${p.accent}" transform="rotate(${index * 30} 400 400)"/>`).join("")}<path d="M400 460c-44-32-60-52-60-74a30 30 0 0 1 60-14 30 30 0 0 1 60 14c0 22-16 42-60 74Z" fill="${p.main}"/>`;

export const teapot: Shape = (p) =>
  `<path d="M548 420c80-10 60-110 128-104" fill="none" stroke="${p.main}" stroke-width="40" stroke-linecap="round"/><path d="M262 400c-110-40-130 130-4 130" fill="none" stroke="${p.shade}" stroke-width="26"/><path d="M400 300c130 0 180 90 180 170 0 90-70 130-180 130s-180-40-180-130c0-80 50-170 180-170Z" fill="${p.main}"/><path d="M290 340c-50 50-60 150-6 226-40-20-64-50-64-96 0-54 22-104 70-130Z" fill="#fff" opacity=".22"/><path d="M310 306c20-50 160-50 180 0Z" fill="${p.shade}"/><circle cx="400" cy="250" r="24" fill="${p.accent}"/><circle cx="400" cy="450" r="40" fill="${p.light}"/><circle cx="400" cy="450" r="16" fill="${p.accent}"/>`;

export const cakeStand: Shape = (p) =>
  `<path d="M270 400v-90c0-60 260-60 260 0v90Z" fill="#f7dfc7"/><path d="M270 330c20 40 50 0 65 30s45-20 65 14 45-34 65-6 45 0 65-38c0-70-260-70-260 0Z" fill="${p.light}"/><circle cx="400" cy="252" r="22" fill="#c05a50"/><path d="M400 230c4-20 16-28 28-30" stroke="#6d8a6c" stroke-width="6" fill="none"/><ellipse cx="400" cy="408" rx="220" ry="34" fill="${p.main}"/><path d="M180 408c10 26 20 40 40 40 18-30 30 0 46 8 22-30 36 4 54 10 24-32 38 4 80 4s56-36 80-4c18-6 32-40 54-10 16-8 28-38 46-8 20 0 30-14 40-40Z" fill="${p.shade}"/><path d="M370 460h60l14 110h-88Z" fill="${p.main}"/><ellipse cx="400" cy="580" rx="110" ry="22" fill="${p.shade}"/>`;

export const jar: Shape = (p) =>
  `<rect x="286" y="226" width="228" height="64" rx="14" fill="${p.accent}"/><path d="M280 300h240c40 30 50 60 50 110v150a40 40 0 0 1-40 40H270a40 40 0 0 1-40-40V410c0-50 10-80 50-110Z" fill="${p.light}"/><path d="M230 430h340v130a40 40 0 0 1-40 40H270a40 40 0 0 1-40-40Z" fill="${p.main}"/><rect x="296" y="400" width="208" height="126" rx="10" fill="#fffaf1"/><path d="M336 440h128M356 478h88" stroke="${p.shade}" stroke-width="10" stroke-linecap="round"/><path d="M256 360v180" stroke="#fff" stroke-width="14" stroke-linecap="round" opacity=".6"/>`;

export const tin: Shape = (p) =>
  `<path d="M220 330h360v230c0 54-360 54-360 0Z" fill="${p.main}"/><ellipse cx="400" cy="330" rx="180" ry="44" fill="${p.light}"/><path d="M210 290h380v46c0 54-380 54-380 0Z" fill="${p.shade}"/><ellipse cx="400" cy="290" rx="190" ry="46" fill="${p.main}"/><ellipse cx="400" cy="288" rx="40" ry="12" fill="${p.accent}"/>${[260, 330, 400, 470, 540].map((x, index) => `<circle cx="${x}" cy="${480 + [0, 12, 16, 12, 0][index]!}" r="20" fill="${p.light}"/>`).join("")}`;

export const bottle: Shape = (p) =>
  `<rect x="366" y="196" width="68" height="50" rx="10" fill="${p.accent}"/><path d="M372 246h56v70c50 20 72 54 72 104v140a40 40 0 0 1-40 40H340a40 40 0 0 1-40-40V420c0-50 22-84 72-104Z" fill="${p.main}"/><rect x="322" y="420" width="156" height="120" rx="8" fill="#fffaf1"/><path d="M352 460h96M366 494h68" stroke="${p.shade}" stroke-width="9" stroke-linecap="round"/><path d="M322 404c4-36 20-60 46-74" stroke="#fff" stroke-width="10" stroke-linecap="round" fill="none" opacity=".6"/>`;

export const board: Shape = () =>
  `<path d="M400 176a44 44 0 0 1 44 44v70h60a40 40 0 0 1 40 40v230a40 40 0 0 1-40 40H296a40 40 0 0 1-40-40V330a40 40 0 0 1 40-40h60v-70a44 44 0 0 1 44-44Z" fill="#c49a6c"/><circle cx="400" cy="222" r="16" fill="#f6efe6"/><path d="M286 360c70 20 140-20 228 4M286 430c80-20 150 24 228 0M286 500c70 20 150-18 228 6M286 560c80-14 150 12 228 0" fill="none" stroke="#a87b4e" stroke-width="7" opacity=".7"/>`;

export const apron: Shape = (p) =>
  `<path d="M330 230c0-80 140-80 140 0" fill="none" stroke="${p.shade}" stroke-width="14"/><path d="M320 226h160l20 130h80v204a40 40 0 0 1-40 40H260a40 40 0 0 1-40-40V356h80Z" fill="${p.main}"/><path d="M220 380h-60M580 380h60" stroke="${p.shade}" stroke-width="14" stroke-linecap="round"/><path d="M310 430h180v80a30 30 0 0 1-30 30H340a30 30 0 0 1-30-30Z" fill="${p.light}"/><path d="M310 430h180" stroke="${p.accent}" stroke-width="12"/>`;

export const cloth: Shape = (p) =>
  `<path d="M230 260h340v290a20 20 0 0 1-20 20H250a20 20 0 0 1-20-20Z" fill="${p.main}"/><path d="M230 330h340M230 500h340" stroke="${p.light}" stroke-width="22"/><path d="M230 530h340" stroke="${p.accent}" stroke-width="8"/><path d="M230 260h340v34c-110 26-230 26-340 0Z" fill="${p.shade}"/>${Array.from({ length: 17 }, (_, index) => `<path d="M${240 + index * 20} 570v26" stroke="${p.main}" stroke-width="7"/>`).join("")}`;

export const soap: Shape = (p) =>
  `<ellipse cx="400" cy="560" rx="230" ry="46" fill="${p.light}"/><path d="M170 556c20 60 440 60 460 0-10 84-450 84-460 0Z" fill="${p.shade}" opacity=".7"/><rect x="246" y="400" width="308" height="150" rx="60" fill="${p.main}"/><rect x="286" y="436" width="228" height="78" rx="38" fill="none" stroke="${p.light}" stroke-width="10"/><circle cx="290" cy="330" r="40" fill="#fff" opacity=".7"/><circle cx="370" cy="280" r="26" fill="#fff" opacity=".6"/><circle cx="480" cy="330" r="32" fill="#fff" opacity=".65"/><circle cx="430" cy="230" r="16" fill="#fff" opacity=".6"/>`;

export const diffuser: Shape = (p) =>
  `<path d="M380 330 320 170M400 330V150M420 330l64-160M390 330l-24-170M410 330l30-172" stroke="#b98c5e" stroke-width="8" stroke-linecap="round"/><rect x="360" y="310" width="80" height="50" rx="8" fill="${p.accent}"/><path d="M310 360h180a40 40 0 0 1 40 40v160a40 40 0 0 1-40 40H310a40 40 0 0 1-40-40V400a40 40 0 0 1 40-40Z" fill="${p.light}"/><path d="M270 460h260v100a40 40 0 0 1-40 40H310a40 40 0 0 1-40-40Z" fill="${p.main}"/><rect x="326" y="430" width="148" height="96" rx="6" fill="#fffaf1"/><path d="M352 464h96M366 494h68" stroke="${p.shade}" stroke-width="8" stroke-linecap="round"/>`;

export const hamper: Shape = (p) =>
  `<rect x="300" y="250" width="80" height="150" rx="14" fill="${p.accent}"/><rect x="312" y="226" width="56" height="34" rx="8" fill="#5b5148"/><path d="M420 400V290c0-30 20-30 20-80h30c0 50 20 50 20 80v110Z" fill="#6d8a6c"/><circle cx="540" cy="370" r="44" fill="#c05a50"/><circle cx="258" cy="374" r="36" fill="#dcb052"/><path d="M180 390h440l-40 180a30 30 0 0 1-30 24H250a30 30 0 0 1-30-24Z" fill="#c69a68"/><path d="M190 436h420M200 490h400M212 544h376" stroke="#a47848" stroke-width="12"/><rect x="168" y="376" width="464" height="34" rx="17" fill="#946a42"/><path d="M400 410v186" stroke="${p.main}" stroke-width="34"/>`;

export const brush: Shape = (p) =>
  `<g transform="rotate(-32 400 420)"><rect x="372" y="330" width="56" height="300" rx="28" fill="#c49a6c"/><rect x="296" y="170" width="208" height="190" rx="70" fill="#b98c5e"/><rect x="296" y="170" width="208" height="60" rx="30" fill="#fff" opacity=".2"/>${[320, 350, 380, 410, 440, 470].map((x) => `<path d="M${x} 180v-46M${x + 12} 176v-46" stroke="${p.light}" stroke-width="10" stroke-linecap="round"/>`).join("")}<circle cx="400" cy="590" r="10" fill="#f6efe6"/><path d="M400 600c0 40 20 50 40 60" fill="none" stroke="${p.accent}" stroke-width="7"/></g>`;
